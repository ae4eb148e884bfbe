// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStarkeeper, type Customer, explain, type Starkeeper, topUp } from "../src/index.ts";
import { FakeShop, problem } from "./fake-shop.ts";
import { FakeTelegram, until } from "./fake-telegram.ts";

let shop: FakeShop;
let starkeeper: Starkeeper;

beforeEach(async () => {
  shop = new FakeShop();
  starkeeper = createStarkeeper({ baseUrl: await shop.open(), host: new FakeTelegram(), bot: 123 });
});

afterEach(async () => {
  starkeeper.close();
  vi.useRealTimers();
  await shop.close();
});

function owning(key: string, endsAt?: string): Customer {
  return { customerId: 42, entitlements: [{ key, active: true, ...(endsAt && { endsAt }) }], credits: {}, subscriptions: [] };
}

describe("what the customer owns", () => {
  it("is told to whoever listens when it changes, and only then", async () => {
    const told: Customer[] = [];
    const stop = starkeeper.subscribe((customer) => told.push(customer));
    await until(() => told.length === 1);
    await starkeeper.me();
    shop.customer = owning("premium");
    await starkeeper.me();
    stop();
    shop.customer = owning("club");
    await starkeeper.me();

    expect(told.map((one) => one.entitlements.map(({ key }) => key))).toEqual([[], ["premium"]]);
    expect(starkeeper.customer?.entitlements).toMatchObject([{ key: "club" }]);
  });

  it.each(["focus", "visibilitychange", "online"])("is asked for anew on %s", async (sign) => {
    starkeeper.subscribe(() => {});
    await until(() => shop.calls("GET /v1/me").length === 1);
    window.dispatchEvent(new Event(sign));

    await until(() => shop.calls("GET /v1/me").length === 2);
  });

  it("is asked for gently while somebody listens, and not after", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const stop = starkeeper.subscribe(() => {});
    await vi.waitFor(() => expect(starkeeper.customer).toBeDefined());
    await vi.advanceTimersByTimeAsync(14_000);
    expect(shop.calls("GET /v1/me")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitFor(() => expect(shop.calls("GET /v1/me")).toHaveLength(2));
    stop();
    await vi.advanceTimersByTimeAsync(600_000);

    expect(shop.calls("GET /v1/me")).toHaveLength(2);
  });

  it("is asked for no more after the end of all, though an answer was on its way", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    starkeeper.subscribe(() => {});
    const asked = starkeeper.me();
    starkeeper.close();
    await asked;
    await vi.advanceTimersByTimeAsync(600_000);

    expect(shop.calls("GET /v1/me")).toHaveLength(1);
  });

  it("is told to the others when one who listens fails", async () => {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => {});
    starkeeper.subscribe(() => {
      throw new Error("a listener's own");
    });
    const told: Customer[] = [];
    starkeeper.subscribe((customer) => told.push(customer));

    expect(await starkeeper.me()).toMatchObject({ customerId: 42 });
    expect(told).toHaveLength(1);
    silenced.mockRestore();
  });

  it("is asked for when something of it ends", async () => {
    shop.customer = owning("week", new Date(Date.now() + 50).toISOString());
    starkeeper.subscribe(() => {});
    await until(() => starkeeper.customer);
    shop.customer = { ...owning("week"), entitlements: [{ key: "week", active: false }] };

    await until(() => starkeeper.customer?.entitlements[0]?.active === false);
  });

  it("is asked for after a subscription was cancelled", async () => {
    const id = crypto.randomUUID();
    shop.plan("POST /v1/me/subscriptions", { status: 200, body: { id, status: "canceled" } });

    expect(await starkeeper.cancelSubscription(id)).toMatchObject({ id, status: "canceled" });
    expect(shop.asked.map((one) => one.call)).toEqual([`POST /v1/me/subscriptions/${id}/cancel`, "GET /v1/me"]);
  });

  it("rejects with the server's code", async () => {
    shop.plan("POST /v1/me/subscriptions", problem(409, "invalid_state"));

    await expect(starkeeper.resumeSubscription("x/y")).rejects.toMatchObject({ code: "invalid_state" });
    expect(shop.asked[0]!.call).toBe("POST /v1/me/subscriptions/x%2Fy/resume");
  });

  it("comes with pages of payments", async () => {
    await starkeeper.payments({ after: "a b", limit: 3 });

    expect(shop.asked[0]!.call).toBe("GET /v1/me/payments?after=a+b&limit=3");
  });
});

describe("words", () => {
  it("are in the buyer's language", () => {
    expect(explain("sold_out", "ru-RU")).toBe("Всё распродано. Звёзды не списаны.");
    expect(explain("sold_out", "de")).toBe("This is sold out. No Stars were taken.");
    expect(explain("database_unavailable")).toMatch(/try again/);
  });

  it("help who is short of Stars", () => {
    expect(topUp(250, "en")).toEqual({
      message: "You need 250 Stars. Telegram offers them when you pay.",
      link: "tg://stars_topup?balance=250",
    });
  });
});
