// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { createStarkeeper, StarkeeperError } from "../src/index.ts";
import { anApp, anAppForEachTest, baseUrl, opened, paid, reload, shop, starkeeper, store, telegram, timing } from "./app.ts";
import { type Answer, problem } from "./fake-shop.ts";
import { INIT_DATA, until } from "./fake-telegram.ts";

anAppForEachTest();

describe("a bad connection", () => {
  it("mints with one key through a dead network, a proxy's page, 429 and 503", async () => {
    shop.plan(
      "POST /v1/invoices",
      "drop",
      { status: 502, body: "<html>", headers: { "Content-Type": "text/html" } },
      problem(503, "telegram_unavailable", { "Retry-After": "1" }),
    );
    const buying = starkeeper.buy("premium");
    shop.move((await opened()).id, "paid");
    await buying;

    const keys = shop.calls("POST /v1/invoices").map((one) => one.idempotencyKey);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\x20-\x7e]{10,255}$/);
  });

  it("never says cancelled while it cannot ask", async () => {
    const buying = starkeeper.buy("premium");
    await opened();
    shop.offline = true;
    telegram.say("cancelled");

    expect((await buying).status).toBe("pending");
  });

  it("waits as long as Retry-After says", async () => {
    shop.plan("GET /v1/products", problem(429, "rate_limited", { "Retry-After": "1" }));
    const began = Date.now();

    await starkeeper.products();

    expect(Date.now() - began).toBeGreaterThanOrEqual(995);
  });

  it("gives up where waiting is pointless", async () => {
    shop.plan("GET /v1/products", problem(429, "rate_limited", { "Retry-After": "3600" }));

    const error = await starkeeper.products().catch((e) => e);

    expect(error).toBeInstanceOf(StarkeeperError);
    expect(error).toMatchObject({ code: "rate_limited", retryAfter: 3600, temporary: true });
  });

  it("asks a crowded server once a second and no more", async () => {
    shop.crowded = true;
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    await until(() => shop.calls(`GET /v1/invoices/${id}`).length >= 1);
    setTimeout(() => shop.move(id, "paid"), 300);
    await buying;

    expect(shop.calls(`GET /v1/invoices/${id}`).length).toBeLessThanOrEqual(2);
  });

  it.each(["before a word", "after cancelled", "after the result"])("does not besiege a server that says when to come back: %s", async (when) => {
    const besieged = () => shop.plan("GET /v1/invoices", ...Array<Answer>(1_000).fill(problem(429, "rate_limited", { "Retry-After": "3600" })));
    if (when !== "after the result") besieged();
    const slow = createStarkeeper({ baseUrl, host: telegram, storage: store, timing: { ...timing, settle: when === "after cancelled" ? 4_000 : 100 } });
    const buying = slow.buy("premium");
    buying.catch(() => {});
    await opened();
    if (when !== "before a word") telegram.say("cancelled");
    if (when === "after the result") await buying.then(besieged);
    const before = shop.calls("GET /v1/invoices").length;
    await new Promise((resolve) => setTimeout(resolve, 350));

    expect(shop.calls("GET /v1/invoices").length - before).toBeLessThanOrEqual(2);
    slow.close();
  });

  it("takes an answer that is no object for no answer, and a date for no number", async () => {
    shop.plan("GET /v1/products", { status: 200, body: "null" }, problem(503, "rate_limited", { "Retry-After": "Wed, 01 Jan 2020 00:00:00 GMT" }));

    expect(await starkeeper.products()).toEqual([]);
    shop.plan("GET /v1/products", ...Array<Answer>(9).fill(problem(401, "missing_credentials", { "Retry-After": "soon" })));
    await expect(starkeeper.products()).rejects.toMatchObject({ retryAfter: 0 });
  });
});

describe("a reload in the middle", () => {
  async function interrupted(): Promise<string> {
    void starkeeper.buy("premium").catch(() => {});
    const { id } = await opened();
    reload();
    return id;
  }

  it("picks the purchase up and keeps no secret", async () => {
    const id = await interrupted();
    expect(starkeeper.pending()).toMatchObject([{ sku: "premium", invoiceId: id }]);
    expect(store.text()).not.toContain("hash");
    shop.move(id, "paid");

    expect(await starkeeper.resume()).toMatchObject([{ status: "paid", invoice: { id } }]);
    expect(paid).toMatchObject([[{ id }, true]]);
    expect(starkeeper.pending()).toEqual([]);
    expect(store.size).toBe(0);
  });

  it("goes on when the phone is online again, however late", async () => {
    const id = await interrupted();
    shop.plan("GET /v1/invoices", problem(503, "database_unavailable", { "Retry-After": "20" }));
    const resuming = starkeeper.resume();
    await until(() => shop.calls("GET /v1/invoices").length);
    shop.move(id, "paid");
    await new Promise((resolve) => setTimeout(resolve, 100));
    window.dispatchEvent(new Event("online"));

    expect(await resuming).toMatchObject([{ status: "paid", invoice: { id } }]);
  });

  it("opens the sheet for who taps before it is known what was interrupted", async () => {
    const id = await interrupted();
    void starkeeper.resume();
    const buying = starkeeper.buy("premium");
    await until(() => telegram.opened.length);
    telegram.say("cancelled");

    expect(await buying).toMatchObject({ status: "cancelled", invoice: { id } });
    expect(shop.calls("POST /v1/invoices")).toHaveLength(1);
  });

  it("keeps it when Telegram shows no sheet for another tap", async () => {
    const id = await interrupted();
    telegram.refusal = new Error("WebAppMethodUnsupported");
    void starkeeper.resume();

    expect(await starkeeper.buy("premium")).toMatchObject({ status: "pending", invoice: { id } });
    expect(starkeeper.pending()).toMatchObject([{ invoiceId: id }]);
  });

  it("does not say cancelled of what it has not seen", async () => {
    const id = await interrupted();

    expect(await starkeeper.resume()).toMatchObject([{ status: "pending", invoice: { id } }]);
    shop.move(id, "paid");
    await until(() => paid.length);
  });

  it("tells once of what comes late, however often it is picked up", async () => {
    const id = await interrupted();
    await starkeeper.resume();
    await starkeeper.resume();
    shop.move(id, "paid");
    await until(() => paid.length);
    await starkeeper.me();

    expect(paid).toHaveLength(1);
  });

  it("forgets what expired days ago", async () => {
    await interrupted();
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 4 * 86_400_000);

    expect(starkeeper.pending()).toEqual([]);
  });

  it("forgets what the server does not know", async () => {
    const id = await interrupted();
    shop.invoices.delete(id);

    expect(await starkeeper.resume()).toEqual([]);
    expect(starkeeper.pending()).toEqual([]);
  });

  it("is another user's business for another user", async () => {
    await interrupted();
    telegram.initData = INIT_DATA.replace("42", "43");

    expect(anApp().pending()).toEqual([]);
  });

  it("works without a store", async () => {
    const forgetful = createStarkeeper({
      baseUrl,
      host: telegram,
      timing,
      storage: {
        getItem: () => null,
        removeItem: () => {},
        setItem: () => {
          throw new Error("full");
        },
      },
    });
    const buying = forgetful.buy("premium");
    shop.move((await opened()).id, "paid");

    expect((await buying).status).toBe("paid");
  });
});
