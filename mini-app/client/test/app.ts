import { afterEach, beforeEach, vi } from "vitest";
import { createStarkeeper, type Invoice, type Starkeeper } from "../src/index.ts";
import { FakeShop } from "./fake-shop.ts";
import { aStore, FakeTelegram, until } from "./fake-telegram.ts";

export const timing = { settle: 100, patience: 2_000 };
export const paid: [Invoice, boolean][] = [];
export let shop: FakeShop;
export let telegram: FakeTelegram;
export let store: ReturnType<typeof aStore>;
export let baseUrl: string;
export let starkeeper: Starkeeper;

/** A shop, a Telegram and an app for each test. */
export function anAppForEachTest(): void {
  beforeEach(async () => {
    paid.length = 0;
    shop = new FakeShop();
    telegram = new FakeTelegram();
    store = aStore();
    baseUrl = await shop.open();
    starkeeper = anApp();
  });

  afterEach(async () => {
    starkeeper.close();
    vi.restoreAllMocks();
    await shop.close();
  });
}

export function anApp(): Starkeeper {
  const app = createStarkeeper({ baseUrl, host: telegram, storage: store, timing });
  app.onPaid((invoice, late) => paid.push([invoice, late]));
  return app;
}

/** The page is loaded anew; what it kept is kept. */
export function reload(): void {
  starkeeper.close();
  telegram.opened.length = 0;
  starkeeper = anApp();
}

/** The invoice whose sheet is open now. */
export async function opened(): Promise<Invoice> {
  await until(() => telegram.opened.length);
  return shop.only();
}

/** Five seconds go by. */
export function later(): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + 5_000);
}
