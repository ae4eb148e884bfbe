import { describe, expect, it, vi } from "vitest";
import type { Invoice } from "../src/index.ts";
import { anApp, anAppForEachTest, opened, paid, reload, shop, starkeeper, store, telegram, timing } from "./app.ts";
import { problem } from "./fake-shop.ts";
import { INIT_DATA, until } from "./fake-telegram.ts";

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

  it("hears the first of two callbacks, unless the second says that Stars move", async () => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    telegram.say("cancelled");
    telegram.say("failed");
    telegram.say("cancelled");

    expect(await buying).toMatchObject({ status: "cancelled", invoice: { id } });
    expect(telegram.opened).toHaveLength(1);
  });
});

describe("buying", () => {
  it("asks with the init data and gets an invoice for what is wanted", async () => {
    const buying = starkeeper.buy("coins", { quantity: 3, recipientId: 7 });
    const invoice = await opened();
    shop.move(invoice.id, "paid");
    await buying;

    const [mint] = shop.calls("POST /v1/invoices");
    expect(mint).toMatchObject({ authorization: `tma ${INIT_DATA}`, body: { sku: "coins", quantity: 3, recipientId: 7 } });
    expect(telegram.opened).toEqual([invoice.invoiceLink]);
  });

  it("makes one purchase of two taps", async () => {
    const both = [starkeeper.buy("premium"), starkeeper.buy("premium")];
    shop.move((await opened()).id, "paid");

    const [one, other] = await Promise.all(both);
    expect(one).toBe(other);
    expect(telegram.opened).toHaveLength(1);
    expect(shop.calls("POST /v1/invoices")).toHaveLength(1);
  });

  it("opens the sheet again for a later tap when Telegram never spoke", async () => {
    const first = starkeeper.buy("premium");
    const { id } = await opened();
    const now = Date.now();
    vi.spyOn(Date, "now").mockImplementation(() => now + 5_000);
    const second = starkeeper.buy("premium");
    await until(() => telegram.opened.length === 2);
    shop.move(id, "paid");

    expect(await first).toBe(await second);
    expect(shop.calls("POST /v1/invoices")).toHaveLength(1);
  });

  it("opens no second sheet for what is in checkout already", async () => {
    const before = starkeeper.buy("premium");
    const { id } = await opened();
    reload();
    await expect(before).rejects.toThrow();
    shop.plan("POST /v1/invoices", { status: 200, body: { ...shop.only(), status: "checkout" } });
    shop.plan("GET /v1/invoices", { status: 502, body: "<html>" });
    const buying = starkeeper.buy("premium");
    await until(() => shop.calls("POST").length === 2);
    shop.move(id, "paid");

    expect((await buying).status).toBe("paid");
    expect(telegram.opened).toEqual([]);
  });

  it("opens the sheet when a checkout that was there has lapsed", async () => {
    shop.plan("POST /v1/invoices", { status: 200, body: anInvoice("checkout") });
    shop.plan("GET /v1/invoices", { status: 200, body: anInvoice("open") });
    starkeeper.buy("premium").catch(() => {});

    await until(() => telegram.opened.length === 1);
  });

  it.each(["already_owned", "sold_out", "limit_reached"])("is declined in the buyer's words: %s", async (code) => {
    shop.plan("POST /v1/invoices", problem(409, code));

    const result = await starkeeper.buy("premium");

    expect(result).toMatchObject({ status: "declined", code, message: expect.stringMatching(/Звёзды не списаны/) });
    expect(telegram.opened).toEqual([]);
    expect(telegram.haptics).toEqual(["error"]);
  });

  it("throws when the app must be opened anew", async () => {
    shop.plan("POST /v1/invoices", problem(401, "expired_init_data"));

    await expect(starkeeper.buy("premium")).rejects.toMatchObject({ code: "expired_init_data", status: 401 });
  });

  it("says pending when init data expires while Stars may move", async () => {
    const buying = starkeeper.buy("premium");
    await opened();
    shop.plan("GET /v1/invoices", problem(401, "expired_init_data"));
    telegram.say("paid");

    expect((await buying).status).toBe("pending");
  });

  it("keeps what is pending for the next time, though init data has expired", async () => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    shop.plan("GET /v1/invoices", problem(401, "expired_init_data"), problem(401, "expired_init_data"));
    telegram.say("paid");
    await buying;
    await until(() => shop.calls("GET /v1/invoices").length >= 2);
    shop.move(id, "paid");

    expect(await anApp().resume()).toMatchObject([{ status: "paid", invoice: { id } }]);
  });

  it("throws when Telegram cannot show a sheet, and keeps nothing", async () => {
    telegram.refusal = new Error("WebAppMethodUnsupported");

    await expect(starkeeper.buy("premium")).rejects.toMatchObject({ code: "cannot_open_invoice" });
    expect(store.size).toBe(0);
  });

  it("follows a sheet that was open before, and shows it", async () => {
    telegram.refusal = new Error("WebAppInvoiceOpened");
    const buying = starkeeper.buy("premium");
    const { id, invoiceLink } = await opened();
    shop.move(id, "paid");

    expect((await buying).status).toBe("paid");
    expect(telegram.links).toEqual([invoiceLink]);
  });

  it("stops when its caller stops, and another caller goes on", async () => {
    const stop = new AbortController();
    const stopped = starkeeper.buy("premium", { signal: stop.signal });
    const kept = starkeeper.buy("premium");
    const { id } = await opened();
    stop.abort();
    shop.move(id, "paid");

    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect((await kept).status).toBe("paid");
  });

  it("ends when its only caller stops, and is picked up later", async () => {
    const stop = new AbortController();
    const stopped = starkeeper.buy("premium", { signal: stop.signal });
    const { id } = await opened();
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    shop.move(id, "paid");

    expect(await starkeeper.resume()).toMatchObject([{ status: "paid", invoice: { id } }]);
  });
});

function anInvoice(status: Invoice["status"]): Invoice {
  const day = new Date().toISOString();
  const who = { buyerId: 42, recipientId: 42 };
  return { id: "1", sku: "premium", quantity: 1, title: "Premium", stars: 5, status, invoiceLink: "https://t.me/$1", ...who, createdAt: day, expiresAt: day };
}
