import { describe, expect, it } from "vitest";
import type { Invoice } from "../src/index.ts";
import { anApp, anAppForEachTest, later, opened, reload, shop, starkeeper, store, telegram } from "./app.ts";
import { problem } from "./fake-shop.ts";
import { INIT_DATA, until } from "./fake-telegram.ts";

anAppForEachTest();

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
    later();
    const second = starkeeper.buy("premium");
    await until(() => telegram.opened.length === 2);
    shop.move(id, "paid");

    expect(await first).toBe(await second);
    expect(shop.calls("POST /v1/invoices")).toHaveLength(1);
  });

  it.each(["cancelled", "failed"])("opens the sheet again for a later tap while %s is doubted", async (callback) => {
    const first = starkeeper.buy("premium");
    const { id } = await opened();
    later();
    telegram.say(callback);
    const second = starkeeper.buy("premium");
    await until(() => telegram.opened.length === 2);
    shop.move(id, "paid");

    expect(await first).toBe(await second);
    expect((await second).status).toBe("paid");
    expect(shop.calls("POST /v1/invoices")).toHaveLength(1);
  });

  it("opens no second sheet when Telegram says that Stars move", async () => {
    const first = starkeeper.buy("premium");
    const { id } = await opened();
    later();
    telegram.say("paid");
    await until(() => shop.calls(`GET /v1/invoices/${id}`).length);
    const second = starkeeper.buy("premium");
    shop.move(id, "paid");

    expect(await first).toBe(await second);
    expect(telegram.opened).toHaveLength(1);
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

  it.each([{ quantity: 0 }, { recipientId: 0 }])("leaves it to the server to refuse %o", async (options) => {
    shop.plan("POST /v1/invoices", problem(400, "invalid_request"));

    await expect(starkeeper.buy("coins", options)).rejects.toMatchObject({ code: "invalid_request" });
    expect(shop.calls("POST")[0]!.body).toEqual({ sku: "coins", ...options });
  });

  it("rejects at once for a signal that is aborted already", async () => {
    await expect(starkeeper.buy("premium", { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    expect(shop.asked).toEqual([]);
  });

  it("says pending when a sheet that was there ends in an error", async () => {
    const buying = starkeeper.buy("premium");
    const { id } = await opened();
    later();
    telegram.break(new Error("the client went away"));

    expect(await buying).toMatchObject({ status: "pending", invoice: { id } });
    expect(starkeeper.pending()).toHaveLength(1);
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
