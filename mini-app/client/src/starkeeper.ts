import { CustomerWatch, tell } from "./customer.ts";
import type { Calls, Customer, Invoice, InvoiceOrder, Payment, Product, Subscription } from "./generated/api.ts";
import { api, type Ask, StarkeeperError } from "./http.ts";
import { type OpenPurchase, OpenPurchases, type Store } from "./open-purchases.ts";
import { Purchase } from "./purchase.ts";
import { type PurchaseResult, TIMING, type Timing } from "./results.ts";
import { fromWebApp, type Host, userOf, type WebApp } from "./telegram.ts";

export interface Options {
  /** Where invoice-api is. */
  baseUrl: string;
  /** How to speak with Telegram: the official script, which is `window.Telegram.WebApp` if left out … */
  webApp?: WebApp;
  /** … or any other way, as `fromSdk(sdk)`. */
  host?: Host;
  /** The id of the bot, where several are served. */
  bot?: string | number;
  /** Of the sentences for the buyer: his own language if left out. */
  language?: string;
  fetch?: typeof globalThis.fetch;
  /** Where purchases are kept over a reload: `localStorage`. */
  storage?: Store;
  timing?: Partial<Timing>;
}

export interface BuyOptions {
  quantity?: number;
  /** Somebody else, for a gift. */
  recipientId?: number;
  /** Ends the waiting, not the payment: what is paid is delivered. */
  signal?: AbortSignal;
}

/** Something was paid. It is `late` if no call of `buy` was there to say so: after a reload, or after another result. */
export type PaidListener = (invoice: Invoice, late: boolean) => void;

interface Run {
  purchase: Purchase;
  result: Promise<PurchaseResult>;
  stop: AbortController;
  waiting: number;
}

/** A customer at his shop. Make one for each page, with `createStarkeeper`. */
export class Starkeeper {
  readonly language: string | undefined;
  readonly #ask: Ask;
  readonly #host: Host;
  readonly #customer: CustomerWatch;
  readonly #open: OpenPurchases;
  readonly #timing: Timing;
  readonly #runs = new Map<string, Run>();
  readonly #watched = new Map<string | undefined, AbortController>();
  readonly #paidListeners = new Set<PaidListener>();

  constructor({ baseUrl, webApp, host = inTelegram(webApp), bot, language, fetch = globalThis.fetch.bind(globalThis), storage = theirs(), timing }: Options) {
    const user = userOf(host.initData);
    const headers: Record<string, string> = { Authorization: `tma ${host.initData}` };
    if (bot) headers["Starkeeper-Bot"] = `${bot}`;
    this.language = language ?? user.language_code;
    this.#host = host;
    this.#ask = api(baseUrl, headers, fetch);
    this.#customer = new CustomerWatch(() => this.#ask("GET /v1/me", {}));
    this.#open = new OpenPurchases(storage, `starkeeper ${baseUrl} ${bot ?? ""} ${user.id}`);
    this.#timing = { ...TIMING, ...timing };
  }

  /** What can be bought now. */
  async products(signal?: AbortSignal): Promise<Product[]> {
    return (await this.#ask("GET /v1/products", { signal })).products;
  }

  product(sku: string, signal?: AbortSignal): Promise<Product> {
    return this.#ask("GET /v1/products/{sku}", { path: { sku }, signal });
  }

  /** What the user owns now. */
  me(): Promise<Customer> {
    return this.#customer.refresh();
  }

  /** What was known last; nothing before the first answer. */
  get customer(): Customer | undefined {
    return this.#customer.current;
  }

  /** What he paid, the newest first; `next` is the `after` of the next page. */
  payments(page: { after?: string; limit?: number } = {}): Promise<{ payments: Payment[]; next?: string }> {
    return this.#ask("GET /v1/me/payments", { query: page });
  }

  /** Ends the renewal. Access goes on until the period ends. */
  cancelSubscription(id: string): Promise<Subscription> {
    return this.#told("POST /v1/me/subscriptions/{subscriptionId}/cancel", id);
  }

  /** Allows the renewal again. Only Telegram, or the next charge, turns it on. */
  resumeSubscription(id: string): Promise<Subscription> {
    return this.#told("POST /v1/me/subscriptions/{subscriptionId}/resume", id);
  }

  /** Calls back with what the user owns, now and whenever it changes, until the function that it returns is called. */
  subscribe(listener: (customer: Customer) => void): () => void {
    if (this.customer) listener(this.customer);
    return this.#customer.listen(listener);
  }

  /** Calls back for everything that is paid, until the function that it returns is called. */
  onPaid(listener: PaidListener): () => void {
    this.#paidListeners.add(listener);
    return () => this.#paidListeners.delete(listener);
  }

  /**
   * Sells one thing: opens Telegram's sheet and resolves to what the server says became of it. Rejects with a {@link StarkeeperError}
   * only where no Star can have moved. A second call for the same thing meanwhile is the same purchase.
   */
  async buy(sku: string, { quantity, recipientId, signal }: BuyOptions = {}): Promise<PurchaseResult> {
    signal?.throwIfAborted();
    const order = { sku, quantity, recipientId } as InvoiceOrder; // JSON leaves out what is undefined.
    const running = this.#runs.get(name(order));
    running?.purchase.again();
    return this.#wait(running ?? this.#begin(order), signal);
  }

  /** Purchases whose end is not known: begun before a reload, or `pending`. */
  pending(): OpenPurchase[] {
    return this.#open.all();
  }

  /** Follows each of {@link pending} to its end. Call it once when the app starts; it opens nothing. */
  resume(): Promise<PurchaseResult[]> {
    const runs = this.pending().map((one) => {
      const { invoiceId, expiresAt: _, ...order } = one;
      return this.#runs.get(name(order)) ?? this.#begin(order, invoiceId);
    });
    return Promise.allSettled(runs.map((run) => this.#wait(run))).then((all) => all.flatMap((one) => ("value" in one ? one.value : [])));
  }

  /** Ends all waiting and listening. What is paid meanwhile is delivered all the same. */
  close(): void {
    for (const run of this.#runs.values()) run.stop.abort();
    for (const watch of this.#watched.values()) watch.abort();
    this.#customer.stop();
  }

  /** Begins to buy, or goes on with what an invoice began. */
  #begin(order: InvoiceOrder, invoiceId?: string): Run {
    const stop = new AbortController();
    const unwatch = (id?: string) => this.#watched.get(id)?.abort();
    const began = (invoice: Invoice) => {
      unwatch(invoice.id);
      this.#open.add(order, invoice);
    };
    unwatch(invoiceId);
    const shop = { ask: this.#ask, host: this.#host, timing: this.#timing, language: this.language, began };
    const purchase = new Purchase(shop, stop.signal);
    const result = (invoiceId ? purchase.resume(invoiceId) : purchase.buy(order))
      .then((result) => this.#ended(purchase, result, !!invoiceId))
      .catch((e) => {
        // The sheet never opened, or the server does not know it any more.
        const over = e.code === "cannot_open_invoice" || e.code === "not_found";
        if (over) this.#open.remove(invoiceId ?? purchase.invoice?.id);
        throw e;
      })
      .finally(() => stop.abort());
    const run = { purchase, result, stop, waiting: 0 };
    this.#runs.set(name(order), run);
    stop.signal.addEventListener("abort", () => this.#runs.delete(name(order)));
    return run;
  }

  #ended(purchase: Purchase, result: PurchaseResult, late: boolean): PurchaseResult {
    const { invoice } = result;
    if (invoice && result.status !== "pending") this.#open.remove(invoice.id);
    if (result.status === "paid") this.#paid(result.invoice, late);
    else if (invoice && invoice.status !== "refunded") void this.#watch(purchase, invoice.id);
    if (result.status === "declined") this.#haptic("error");
    return result;
  }

  /** For the buyer who was charged after all. */
  async #watch(purchase: Purchase, id: string): Promise<void> {
    const stop = new AbortController();
    this.#watched.set(id, stop);
    try {
      const invoice = await purchase.watch(stop.signal);
      this.#open.remove(id);
      if (invoice.status === "paid") this.#paid(invoice, true);
    } catch {
      // Bought again, closed, or not for this user any more: what is pending is picked up when the app is opened anew.
    }
  }

  #paid(invoice: Invoice, late: boolean): void {
    this.#haptic("success");
    void this.#customer.changed();
    tell(this.#paidListeners, invoice, late);
  }

  #haptic(kind: "success" | "error"): void {
    try {
      this.#host.haptic?.(kind);
    } catch {
      // A phone that cannot shake.
    }
  }

  async #told(call: keyof Calls & `${string}/cancel` | keyof Calls & `${string}/resume`, subscriptionId: string): Promise<Subscription> {
    const subscription = await this.#ask(call, { path: { subscriptionId } });
    await this.#customer.changed();
    return subscription;
  }

  /** Waits for a run until the caller has enough; when all have, it ends. */
  #wait(run: Run, signal?: AbortSignal): Promise<PurchaseResult> {
    run.waiting++;
    if (!signal) return run.result;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason);
        if (!--run.waiting) run.stop.abort(signal.reason);
      };
      signal.addEventListener("abort", leave);
      run.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }
}

export function createStarkeeper(options: Options): Starkeeper {
  return new Starkeeper(options);
}

function name(order: InvoiceOrder): string {
  return `${order.sku} ${order.quantity ?? 1} ${order.recipientId ?? ""}`;
}

function inTelegram(webApp = (globalThis as { Telegram?: { WebApp?: WebApp } }).Telegram?.WebApp): Host {
  return webApp ? fromWebApp(webApp) : { initData: "", openInvoice: () => Promise.reject("not in Telegram") };
}

function theirs(): Store | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // Forbidden in this frame.
  }
}
