import { createStarkeeper, type Product, type Starkeeper } from "@starkeeper/mini-app";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import catalog from "../catalog.json";
import { FakeShop, problem } from "../../client/test/fake-shop.ts";
import { aStore, FakeTelegram, until } from "../../client/test/fake-telegram.ts";
import { App, Outside } from "../src/app.tsx";

window.scrollTo = () => {}; // jsdom has no layout.
(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = false;

const IN_A_WEEK = new Date(Date.now() + 6.9 * 86_400_000).toISOString();

let shop: FakeShop;
let telegram: FakeTelegram;
let starkeeper: Starkeeper;
let store: ReturnType<typeof aStore>;
let baseUrl: string;
let goBack: (() => void) | undefined;

beforeEach(async () => {
  shop = new FakeShop();
  shop.products = catalog.products.map((product) => ({ ...product, active: true })) as Product[];
  telegram = new FakeTelegram();
  store = aStore();
  baseUrl = await shop.open();
  starkeeper = anApp();
});

function anApp(): Starkeeper {
  return createStarkeeper({ baseUrl, host: telegram, storage: store, timing: { settle: 50, patience: 300 }, language: "en" });
}

afterEach(async () => {
  cleanup();
  starkeeper.close();
  await shop.close();
});

function shown(language = "en"): void {
  const onBack = (back: () => void) => {
    goBack = back;
    return () => (goBack = undefined);
  };
  render(<App starkeeper={starkeeper} around={{ name: "Ada", language, onBack }} />);
}

function news(): HTMLElement {
  return screen.getByTestId("result");
}

async function tap(testId: string): Promise<void> {
  await until(() => screen.queryByTestId(testId));
  screen.getByTestId(testId).click();
}

describe("the shop", () => {
  it("shows the catalogue, what is owned, and the way to the payments", async () => {
    shown();
    await until(() => screen.queryByTestId("buy-club"));

    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Who wrote to you?");
    expect(screen.getByRole("button", { name: "Buy Premium for 250 Stars" })).toBe(screen.getByTestId("buy-premium"));
    expect(screen.getAllByTestId(/^buy-/).map((one) => one.dataset.testid)).toEqual(["buy-premium", "buy-week-pass", "buy-coins-100", "buy-club"]);
    await until(() => within(screen.getByTestId("owned")).queryByText(/Nothing yet/));
  });

  it("sells, says so, and shows what was bought and for how long", async () => {
    shown();
    await tap("buy-week-pass");
    await until(() => telegram.opened.length);
    expect(screen.getByTestId("buy-week-pass").getAttribute("aria-busy")).toBe("true");
    shop.customer = { ...shop.customer, entitlements: [{ key: "hints", active: true, endsAt: IN_A_WEEK }], credits: { coins: 100 } };
    shop.move(shop.only().id, "paid");

    await until(() => news().dataset.status === "paid");
    expect(news().textContent).toBe("A week of hints is yours. Thank you!");
    await until(() => screen.queryByTestId("owned-hints"));
    expect(screen.getByTestId("owned-hints").textContent).toContain("7 days left");
    expect(screen.getByTestId("credits-coins").textContent).toBe("100");
    expect(screen.getByTestId("message").textContent).toContain("A hint");
  });

  it("opens the sheet again for who taps while Telegram says nothing", async () => {
    shown();
    await tap("buy-premium");
    await until(() => telegram.opened.length === 1);
    const now = performance.now.bind(performance);
    const later = vi.spyOn(performance, "now").mockImplementation(() => now() + 5_000);
    await tap("buy-premium");
    await until(() => telegram.opened.length === 2);
    later.mockRestore();
    telegram.say("cancelled");

    await until(() => news().dataset.status === "cancelled");
    expect(shop.calls("POST /v1/invoices")).toHaveLength(1);
  });

  it("tells of what was paid before a reload", async () => {
    void starkeeper.buy("coins-100").catch(() => {});
    await until(() => telegram.opened.length);
    starkeeper.close();
    starkeeper = anApp();
    shown();
    shop.move(shop.only().id, "paid");

    await until(() => news().dataset.status === "paid");
    expect(news().textContent).toBe("coins-100 is yours. Thank you!");
  });

  it("does not sell again what is owned for ever", async () => {
    shop.customer = { ...shop.customer, entitlements: [{ key: "premium", active: true }] };
    shown();
    await until(() => screen.queryByTestId("owned-premium"));
    await tap("buy-premium");

    expect(screen.getByTestId("buy-premium").getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByTestId("message").textContent).toContain("Signed:");
    expect(shop.calls("POST /v1/invoices")).toEqual([]);
  });

  it.each([
    ["cancelled", "cancelled", /Nothing was bought/],
    ["failed", "declined", /did not go through.*You need 5 Stars/],
    ["paid", "pending", /appear by itself/],
  ])("says what became of it when Telegram says %s and nothing is paid", async (callback, status, text) => {
    shown();
    await tap("buy-premium");
    await until(() => telegram.opened.length);
    telegram.say(callback);

    await until(() => news().dataset.status === status);
    expect(news().textContent).toMatch(text);
  });

  it("says that the app must be opened again", async () => {
    shop.plan("POST /v1/invoices", problem(401, "expired_init_data"));
    shown();
    await tap("buy-premium");

    await until(() => news().dataset.status === "error");
    expect(news().textContent).toContain("open it again");
  });

  it("takes access away without a reload", async () => {
    shop.customer = { ...shop.customer, entitlements: [{ key: "premium", active: true }] };
    shown();
    await until(() => screen.queryByTestId("owned-premium"));
    shop.customer = { ...shop.customer, entitlements: [] };
    window.dispatchEvent(new Event("focus"));

    await until(() => !screen.queryByTestId("owned-premium"));
    expect(screen.getByTestId("message").textContent).toContain("Unsigned");
  });

  it("offers to try again when the catalogue does not come", async () => {
    shop.plan("GET /v1/products", problem(500, "telegram_rejected"));
    shown();
    await until(() => screen.queryByRole("alert"));
    screen.getByRole("button", { name: "Try again" }).click();

    await until(() => screen.queryByTestId("buy-premium"));
  });

  it("speaks Russian to who does", async () => {
    shown("ru");

    await until(() => screen.queryByRole("button", { name: "Купить: Премиум, звёзд: 250" }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Кто вам написал?");
  });
});

describe("a subscription", () => {
  const club = { id: crypto.randomUUID(), sku: "club", status: "active" as const, currentPeriodEnd: IN_A_WEEK, stars: 100, renews: true };

  it("is cancelled after a question, and resumed", async () => {
    shop.customer = { ...shop.customer, subscriptions: [club] };
    shown();
    await tap("cancel-club");
    await until(() => screen.queryByTestId("confirm-cancel-club"));
    expect(document.activeElement?.textContent).toBe("Keep it");
    const canceled = { ...club, status: "canceled" as const, renews: false };
    shop.plan("POST /v1/me/subscriptions", { status: 200, body: canceled }, { status: 200, body: club });
    shop.customer = { ...shop.customer, subscriptions: [canceled] };
    await tap("confirm-cancel-club");
    await until(() => screen.queryByTestId("resume-club"));

    expect(screen.getByTestId("subscription-club").textContent).toContain("It does not renew");
    shop.customer = { ...shop.customer, subscriptions: [club] };
    await tap("resume-club");
    await until(() => screen.queryByTestId("cancel-club"));
    expect(shop.calls("POST /v1/me").map((one) => one.call.split("/").at(-1))).toEqual(["cancel", "resume"]);
  });

  it("is kept by who changes his mind", async () => {
    shop.customer = { ...shop.customer, subscriptions: [club] };
    shown();
    await tap("cancel-club");
    await until(() => screen.queryByText("Keep it"));
    screen.getByText("Keep it").click();
    await until(() => screen.queryByTestId("cancel-club"));

    expect(shop.calls("POST")).toEqual([]);
  });
});

describe("the payments", () => {
  it("are listed with what became of them, and Telegram's back button leads back", async () => {
    const paid = { customerId: 42, stars: 250, renewal: false, paidAt: IN_A_WEEK, recordedFrom: "update" as const };
    shop.payments = [
      { ...paid, chargeId: "one", status: "fulfilled" },
      { ...paid, chargeId: "two", status: "refunded", refundedAt: IN_A_WEEK },
    ];
    shown();
    await tap("payments-link");
    await until(() => screen.queryByTestId("payment-two"));

    expect(document.activeElement?.textContent).toBe("Payments");
    expect(screen.getByTestId("payment-one").textContent).toContain("Paid");
    expect(screen.getByTestId("payment-two").textContent).toContain("Returned");
    goBack!();
    await until(() => screen.queryByTestId("shop"));
    await until(() => !goBack);
  });
});

it("shows a payment once, however often more is asked for", async () => {
  const paid = { customerId: 42, stars: 250, status: "fulfilled", renewal: false, paidAt: IN_A_WEEK, recordedFrom: "update" };
  const first = { status: 200, body: { payments: [{ ...paid, chargeId: "one" }], next: "two" } };
  const second = { status: 200, body: { payments: [{ ...paid, chargeId: "two" }] } };
  shown();
  await until(() => starkeeper.customer);
  shop.plan("GET /v1/me/payments", first, first, second, second);
  await tap("payments-link");
  await until(() => shop.calls("GET /v1/me/payments").length === 2 && screen.queryByText("Show more"));
  screen.getByText("Show more").click();
  screen.getByText("Show more").click();
  await until(() => shop.calls("GET /v1/me/payments").length === 4 && !screen.queryByText("Show more"));
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(screen.getAllByTestId(/^payment-/).map((one) => one.dataset.testid)).toEqual(["payment-one", "payment-two"]);
});

it("is polite outside of Telegram", () => {
  render(<Outside language="ru" />);

  expect(screen.getByRole("heading").textContent).toBe("Откройте в Telegram");
});
