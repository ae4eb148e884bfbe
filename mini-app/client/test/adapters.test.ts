// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStarkeeper, fromSdk, fromWebApp, type Host, type Starkeeper, userOf } from "../src/index.ts";
import { FakeShop } from "./fake-shop.ts";
import { INIT_DATA, until } from "./fake-telegram.ts";

interface Message {
  eventType: string;
  eventData?: { slug?: string; type?: string; notification_type?: string };
}

/** The web client around the frame: it gets JSON strings, answers in JSON strings, and its sheet closes as a test wants. */
const told: Message[] = [];
let closes = "paid";

const frame = document.body.appendChild(document.createElement("iframe"));
const client = frame.contentWindow!;
Object.defineProperty(window, "parent", { value: client });
Object.defineProperty(window, "self", { value: {} }); // Not the top, for those who look.

vi.spyOn(client, "postMessage").mockImplementation(((text: unknown) => {
  if (typeof text !== "string") return;
  const message: Message = JSON.parse(text);
  told.push(message);
  if (message.eventType === "web_app_open_invoice" && closes) {
    answer("invoice_closed", { slug: message.eventData!.slug, status: closes });
  }
}) as typeof window.postMessage);

function answer(eventType: string, eventData: unknown): void {
  const data = JSON.stringify({ eventType, eventData });
  setTimeout(() => window.dispatchEvent(new MessageEvent("message", { data, source: client, origin: "https://web.telegram.org" })));
}

let shop: FakeShop;
let baseUrl: string;

beforeEach(async () => {
  told.length = 0;
  const launch = new URLSearchParams({ tgWebAppData: INIT_DATA, tgWebAppVersion: "8.0", tgWebAppPlatform: "web", tgWebAppThemeParams: "{}" });
  window.location.hash = `#${launch}`;
  shop = new FakeShop();
  baseUrl = await shop.open();
});

afterEach(() => shop.close());

async function buys(host: Host): Promise<void> {
  expect(host.initData).toBe(INIT_DATA);
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  const starkeeper = createStarkeeper({ baseUrl, host, storage, timing: { settle: 100, patience: 400 } });

  closes = "cancelled";
  expect((await starkeeper.buy("premium")).status).toBe("cancelled");

  closes = "failed";
  const buying = starkeeper.buy("premium");
  await until(() => told.filter((one) => one.eventType === "web_app_open_invoice").length === 2);
  shop.move(shop.only().id, "paid");
  expect((await buying).status).toBe("paid");

  const slug = shop.only().invoiceLink.replace("https://t.me/$", "");
  expect(told).toContainEqual(expect.objectContaining({ eventType: "web_app_open_invoice", eventData: { slug } }));
  await until(() => told.find((one) => one.eventType === "web_app_trigger_haptic_feedback"));
  await silent(starkeeper);
  starkeeper.close();
}

/** The sheet is closed and no word of it comes: the library calls it open for ever, and another tap shows it all the same. */
async function silent(starkeeper: Starkeeper): Promise<void> {
  closes = "";
  const first = starkeeper.buy("club");
  await until(() => told.filter((one) => one.eventType === "web_app_open_invoice").length === 3);
  const now = performance.now.bind(performance);
  const later = vi.spyOn(performance, "now").mockImplementation(() => now() + 5_000);
  const second = starkeeper.buy("club");
  const path_full = shop.only().invoiceLink.replace("https://t.me", "");
  await until(() => told.find((one) => one.eventType === "web_app_open_tg_link"));
  expect(told).toContainEqual(expect.objectContaining({ eventType: "web_app_open_tg_link", eventData: expect.objectContaining({ path_full }) }));
  shop.move(shop.only().id, "paid");
  expect(await first).toBe(await second);
  later.mockRestore();
}

describe("in a frame of Telegram's web client", () => {
  it("buys with the official script", async () => {
    const { default: webApp } = await import("@twa-dev/sdk");

    await buys(fromWebApp(webApp));
    expect(createStarkeeper({ baseUrl }).language).toBe("ru"); // window.Telegram.WebApp, found by itself.
  });

  it("buys with @tma.js/sdk", async () => {
    const sdk = await import("@tma.js/sdk");
    sdk.init();

    await buys(fromSdk(sdk));
  });

  it("buys with @telegram-apps/sdk", async () => {
    const sdk = await import("@telegram-apps/sdk");
    sdk.init();

    await buys(fromSdk(sdk));
  });
});

it("has no init data where an SDK finds none", () => {
  const retrieveRawInitData = () => {
    throw new Error("no launch parameters");
  };

  expect(fromSdk({ retrieveRawInitData, invoice: { openUrl: async () => "paid" } }).initData).toBe("");
});

it("reads the user out of init data, if there is one", () => {
  expect(userOf(INIT_DATA)).toMatchObject({ id: 42, language_code: "ru" });
  expect(userOf("")).toEqual({});
  expect(userOf("user=%7B")).toEqual({});
});
