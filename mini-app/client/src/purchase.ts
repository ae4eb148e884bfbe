import type { Invoice, InvoiceOrder } from "./generated/api.ts";
import { type Ask, linked, now, rest, StarkeeperError } from "./http.ts";
import { type Callback, type DeclineCode, judge, moves, type PurchaseResult, type Timing } from "./results.ts";
import type { Host } from "./telegram.ts";
import { explain } from "./words.ts";

/** Where purchases are made. */
export interface Shop {
  ask: Ask;
  host: Host;
  timing: Timing;
  language: string | undefined;
  /** Called before the sheet opens: from now on Stars may move. */
  began(invoice: Invoice): void;
}

const DECLINES: readonly string[] = ["already_owned", "sold_out", "limit_reached", "unknown_product"] satisfies DeclineCode[];
const LONGEST_WAIT = 30; // Seconds, the API's limit.
const DOUBLE_TAP = 1_500; // Milliseconds: the sheet covers the app by then, so that a tap on the app means there is none.
const MINT_PATIENCE = 30_000; // Milliseconds. A key makes asking again safe.
const RESUME_PATIENCE = 86_400_000; // Milliseconds: Stars may have moved, so that giving up would say nothing.
const WATCH_CLOSELY = 120_000; // Milliseconds: two holds of a checkout.
const WATCH_EVERY = 60_000; // Milliseconds, afterwards.

/** One purchase: from the tap until the server says what became of it. */
export class Purchase {
  invoice: Invoice | undefined;
  #callback: Callback | undefined;
  #heardAt = 0;
  #openedAt = -Infinity;
  #sawCheckout?: boolean;
  #fresh?: boolean;
  #mayOpen?: boolean;
  #untouched = true; // No sheet of it was ever shown, as far as we know.
  #refusal: unknown;
  #wake = new AbortController();

  constructor(
    private readonly shop: Shop,
    private signal: AbortSignal,
  ) {}

  /** Mints, opens the sheet, and follows the invoice to its end. */
  async buy(order: InvoiceOrder): Promise<PurchaseResult> {
    const headers = { "Idempotency-Key": key() };
    try {
      this.#saw(await this.shop.ask("POST /v1/invoices", { body: order, headers, signal: this.signal, patience: MINT_PATIENCE }));
    } catch (e) {
      if (e instanceof StarkeeperError && DECLINES.includes(e.code)) return this.#declined(e.code as DeclineCode);
      throw e;
    }
    this.shop.began(this.invoice!);
    this.#mayOpen = true;
    return this.#follow();
  }

  /** Goes on with one that was begun before the app was loaded anew. */
  async resume(invoiceId: string): Promise<PurchaseResult> {
    this.#untouched = false;
    this.#heard("unknown");
    const request = { path: { invoiceId }, query: {}, signal: this.signal, patience: RESUME_PATIENCE };
    this.#saw(await this.shop.ask("GET /v1/invoices/{invoiceId}", request));
    return this.#follow();
  }

  /** Another tap: opens the sheet anew, unless Telegram has said that Stars move. The invoice is the same, and is paid once. */
  again(): void {
    if (this.invoice?.status !== "checkout" && !moves(this.#callback) && now() - this.#openedAt > DOUBLE_TAP) {
      this.#callback = undefined;
      this.#mayOpen = true;
      this.#wake.abort();
    }
  }

  /** After the result: resolves to the invoice once it is over. */
  async watch(stop: AbortSignal): Promise<Invoice> {
    this.signal = stop;
    const closely = now() + WATCH_CLOSELY;
    for (let ends = 0; ends < 2; ) {
      await this.#look(now() < closely ? LONGEST_WAIT : 0).catch((e) => {
        stop.throwIfAborted(); // Else it may be a word from Telegram's client that came late: a reason to look again.
        if (e.temporary === false) throw e;
      });
      if (hasMoved(this.invoice!.status)) break;
      // A charge that was on its way pays an invoice even then.
      if (isOver(this.invoice!.status)) ends++;
      if (ends || now() >= closely) await rest(WATCH_EVERY, stop);
    }
    return this.invoice!;
  }

  /** Whatever the sheet says comes later, if at all. */
  async #open(): Promise<void> {
    const { host } = this.shop;
    const { invoiceLink } = this.invoice!;
    const first = this.#untouched;
    this.#untouched = false;
    this.#openedAt = now();
    try {
      this.#heard((await host.openInvoice(invoiceLink)) as Callback);
    } catch (e) {
      // Open already, from before, or so the client believes: that one's word is lost, its payment is not.
      if (/opened|concurrent/i.test(`${e}`)) return host.openLink?.(invoiceLink);
      // The first one that fails at once was never shown, so that nothing was paid.
      if (first && now() - this.#openedAt < DOUBLE_TAP) this.#refusal = e;
      this.#heard("unknown");
    }
  }

  /** The first word counts, but for one that says that Stars move. */
  #heard(said: Callback): void {
    if (this.#callback && this.#callback !== "unknown" && !moves(said)) return;
    this.#callback = moves(said) || said === "failed" || said === "cancelled" ? said : "unknown";
    this.#heardAt = now();
    this.#fresh = false;
    this.#wake.abort();
  }

  #saw(invoice: Invoice): void {
    this.invoice = invoice;
    if (invoice.status === "checkout") this.#sawCheckout = true;
  }

  async #follow(): Promise<PurchaseResult> {
    for (;;) {
      if (this.#refusal) throw new StarkeeperError("cannot_open_invoice", `${this.#refusal}`);
      const status = this.invoice!.status;
      // One that is in checkout is being paid elsewhere, or was before a reload: a second sheet would only be declined.
      if (this.#mayOpen && status === "open") {
        this.#mayOpen = false;
        void this.#open();
      }
      if (!this.#callback && isOver(status)) this.#heard("unknown");
      const since = now() - this.#heardAt;
      const known = { status: this.#fresh || hasMoved(status) ? status : undefined, callback: this.#callback, since, sawCheckout: this.#sawCheckout };
      const verdict = judge(known, this.shop.timing);
      if (verdict !== "wait") return this.#result(verdict);
      const { settle, patience } = this.shop.timing;
      const left = since < settle ? settle - since : Math.min(this.#fresh ? patience : settle, patience - since);
      try {
        await this.#look(this.#callback ? left / 1000 : LONGEST_WAIT);
      } catch (e) {
        this.signal.throwIfAborted();
        if ((e as StarkeeperError).temporary === false) return this.#result("pending");
      }
    }
  }

  /** Asks the server, which answers at the end or after so many seconds; a word from Telegram's client ends it earlier. */
  async #look(seconds: number): Promise<void> {
    const wait = Math.min(LONGEST_WAIT, Math.floor(seconds));
    const wake = (this.#wake = linked(this.signal));
    const began = now();
    try {
      if (!wait) await rest(seconds * 1000, wake.signal);
      const request = { path: { invoiceId: this.invoice!.id }, query: { wait }, signal: wake.signal, patience: seconds * 1000 };
      const invoice = await this.shop.ask("GET /v1/invoices/{invoiceId}", request);
      wake.signal.throwIfAborted();
      this.#saw(invoice);
      this.#fresh = true;
      // Some answers come at once: of a server that too many ask, and of an invoice that is over.
      if (!hasMoved(invoice.status) && now() - began < wait * 500) await rest(1_000, wake.signal);
    } catch (e) {
      // One who was told to come back later than we have patience for asks again all the same, but not at once.
      const { temporary, retryAfter } = e as StarkeeperError;
      if (temporary) await rest(1000 * Math.min(seconds, retryAfter || 1), wake.signal);
      throw e;
    } finally {
      wake.abort(); // Lets go of the signal.
    }
  }

  #result(verdict: Exclude<ReturnType<typeof judge>, "wait">): PurchaseResult {
    const invoice = this.invoice!;
    return verdict === "failed" || verdict === "expired" || verdict === "refunded"
      ? this.#declined(verdict, invoice)
      : { status: verdict, invoice };
  }

  #declined(code: DeclineCode, invoice?: Invoice): PurchaseResult {
    return { status: "declined", code, message: explain(code, this.shop.language), ...(invoice && { invoice }) };
  }
}

function hasMoved(status: Invoice["status"]): boolean {
  return status === "paid" || status === "refunded";
}

function isOver(status: Invoice["status"]): boolean {
  return status === "expired" || status === "void";
}

function key(): string {
  // Random enough to be nobody else's; randomUUID is missing on pages without TLS.
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
