import { describe, expect, it, vi } from "vitest";
import type { Invoice } from "../src/index.ts";
import { TIMING } from "../src/results.ts";
import { anAppForEachTest, later, opened, paid, shop, starkeeper, telegram, timing } from "./app.ts";
import { until } from "./fake-telegram.ts";

anAppForEachTest();

describe("callback and server", () => {
  // What the client says, what the server then says, and the truth.
  it.each<[callback: string, server: Invoice["status"], result: string]>([
    ["paid", "paid", "paid"],
    ["paid", "open", "pending"],
    ["paid", "checkout", "pending"],
    ["paid", "expired", "pending"],
    ["paid", "void", "pending"],
    ["paid", "refunded", "declined"],
    ["pending", "paid", "paid"],
    ["pending", "open", "pending"],
    ["failed", "paid", "paid"],
    ["failed", "open", "declined"],
    ["failed", "checkout", "pending"],
    ["failed", "expired", "declined"],
    ["failed", "refunded", "declined"],
    ["cancelled", "paid", "paid"],
    ["cancelled", "open", "cancelled"],
    ["cancelled", "checkout", "pending"],
    ["cancelled", "expired", "cancelled"],
    ["cancelled", "refunded", "declined"],
    ["something new", "open", "pending"],
    ["something new", "paid", "paid"],
  ])("%s and %s is %s", async (callback, server, result) => {
    const buying = starkeeper.buy("premium");
    shop.move((await opened()).id, server);
    telegram.say(callback);

    expect((await buying).status).toBe(result);
  });

  it("doubts for longer than Telegram waits for a pre-checkout", () => {
    expect(TIMING.settle).toBeGreaterThan(10_000);
  });

  it.each(["cancelled", "failed"])("%s of a buyer who is charged a moment later is paid", async (callback) => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    telegram.say(callback);
    shop.move(id, "checkout");
    setTimeout(() => shop.move(id, "paid"), timing.settle + 100);

    expect(await buying).toMatchObject({ status: "paid", invoice: { id } });
    expect(paid).toMatchObject([[{ id }, false]]);
    expect(telegram.haptics).toEqual(["success"]);
  });

  it("believes the server that says paid while the client says nothing", async () => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    shop.move(id, "paid");

    expect(await buying).toMatchObject({ status: "paid", invoice: { id } });
  });

  it("tells of a payment that comes after it was called cancelled", async () => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    telegram.say("cancelled");
    expect((await buying).status).toBe("cancelled");
    shop.move(id, "paid");

    await until(() => paid.length);
    expect(paid).toMatchObject([[{ id, status: "paid" }, true]]);
  });

  it("says pending where a checkout that was seen lapsed", async () => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    shop.move(id, "checkout");
    telegram.say("cancelled");
    await until(() => shop.calls(`GET /v1/invoices/${id}?wait=0`).length);
    shop.move(id, "open");

    expect((await buying).status).toBe("pending");
    expect(starkeeper.pending()).toMatchObject([{ sku: "premium", invoiceId: id }]);
  });

  /** Two sheets of one purchase: each says something. */
  async function twice(): Promise<ReturnType<typeof starkeeper.buy>[]> {
    const first = starkeeper.buy("premium");
    await opened();
    await until(asked);
    later();
    const second = starkeeper.buy("premium");
    await until(() => telegram.opened.length === 2);
    return [first, second];
  }

  it("hears the first of two callbacks", async () => {
    const [buying] = await twice();
    telegram.sayOf(0, "cancelled");
    telegram.sayOf(1, "failed");

    expect((await buying!).status).toBe("cancelled");
  });

  it("hears the second of two callbacks if it says that Stars move", async () => {
    const [buying] = await twice();
    telegram.sayOf(0, "cancelled");
    telegram.sayOf(1, "paid");

    expect((await buying!).status).toBe("pending");
  });

  it("tells of a payment in the second sheet after the first one's cancelled", async () => {
    const [buying] = await twice();
    telegram.sayOf(0, "cancelled");
    expect((await buying!).status).toBe("cancelled");
    await until(watched);
    const before = asked();
    telegram.sayOf(1, "paid");
    await until(() => asked() > before);
    shop.move(shop.only().id, "paid");

    await until(() => paid.length);
    expect(paid).toMatchObject([[{ status: "paid" }, true]]);
  });

  it("does not wait by a clock that somebody sets", async () => {
    const buying = starkeeper.buy("premium");
    await opened();
    telegram.say("cancelled");
    const now = Date.now();
    vi.spyOn(Date, "now").mockImplementation(() => now - 3_600_000);

    expect((await buying).status).toBe("cancelled");
  });

  it("says paid though a listener fails, and tells the others", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const told: string[] = [];
    starkeeper.onPaid(() => {
      throw new Error("a listener's own");
    });
    starkeeper.onPaid(({ sku }) => told.push(sku));
    const buying = starkeeper.buy("premium");
    shop.move((await opened()).id, "paid");

    expect((await buying).status).toBe("paid");
    expect(told).toEqual(["premium"]);
  });
});

/** Whether it is waited for after all: a look for long comes after the one that only settles. */
function watched(): boolean {
  const waits = shop.calls("GET /v1/invoices").map(({ call }) => call.split("wait=")[1]);
  return waits.includes("0") && waits.lastIndexOf("30") > waits.lastIndexOf("0");
}

function asked(): number {
  return shop.calls("GET /v1/invoices").length;
}
