import type { Invoice, InvoiceOrder } from "./generated/api.ts";
import { type Ask, linked, rest, StarkeeperError } from "./http.ts";
import { type Callback, type DeclineCode, judge, type PurchaseResult, type Timing } from "./results.ts";
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
const WATCH_CLOSELY = 120_000; // Milliseconds: two holds of a checkout.
const WATCH_EVERY = 60_000; // Milliseconds, afterwards.

/** One purchase: from the tap until the server says what became of it. */
export class Purchase {
  invoice: Invoice | undefined;
  #callback: Callback | undefined;
  #heardAt = 0;
  #openedAt = 0;
  #sawCheckout = false;
  #fresh = false;
  #mayOpen = false;
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
      const request = { body: order, headers, signal: this.signal, patience: MINT_PATIENCE };
      this.#saw(await this.shop.ask("POST /v1/invoices", request));
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
    this.#heard("unknown");
    this.#saw(await this.shop.ask("GET /v1/invoices/{invoiceId}", { path: { invoiceId }, query: {}, signal: this.signal }));
    return this.#follow();
  }

  /** Another tap: opens the sheet anew if Telegram has said nothing about it. */
  again(): void {
    const silent = !this.#callback || this.#callback === "unknown";
    if (silent && this.invoice?.status === "open" && Date.now() - this.#openedAt > DOUBLE_TAP) {
      this.#callback = undefined;
      this.#open();
    }
  }

  /** After the result: resolves to the invoice once it is over. */
  async watch(stop: AbortSignal): Promise<Invoice> {
    this.signal = stop;
    const closely = Date.now() + WATCH_CLOSELY;
    for (let ends = 0; ends < 2; ) {
      await this.#look(Date.now() < closely ? LONGEST_WAIT : 0).catch((e) => {
        if (!e.temporary) throw e;
      });
      if (hasMoved(this.invoice!.status)) break;
      // A charge that was on its way pays an invoice even then.
      if (isOver(this.invoice!.status)) ends++;
      if (ends || Date.now() >= closely) await rest(WATCH_EVERY, stop);
    }
    return this.invoice!;
  }

  /** Whatever the sheet says comes later, if at all. */
  #open(): void {
    const first = !this.#openedAt;
    this.#openedAt = Date.now();
    new Promise<string>((resolve) => resolve(this.shop.host.openInvoice(this.invoice!.invoiceLink))).then(
      (status) => this.#heard(status as Callback),
      (e) => {
        // Open already, from before, or so the client believes: that one's word is lost, its payment is not.
        if (/opened|concurrent/i.test(`${e?.name} ${e?.message}`)) return this.shop.host.openLink?.(this.invoice!.invoiceLink);
        if (first) this.#refusal = e;
        this.#wake.abort();
      },
    );
  }

  /** The first word counts, but for one that says that Stars move. */
  #heard(said: Callback): void {
    const moving = said === "paid" || said === "pending";
    if (this.#callback && this.#callback !== "unknown" && !moving) return;
    this.#callback = moving || said === "failed" || said === "cancelled" ? said : "unknown";
    this.#heardAt = Date.now();
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
        this.#open();
      }
      if (!this.#callback && isOver(status)) this.#heard("unknown");
      const since = Date.now() - this.#heardAt;
      const known = { status: this.#fresh || hasMoved(status) ? status : undefined, callback: this.#callback, since, sawCheckout: this.#sawCheckout };
      const verdict = judge(known, this.shop.timing);
      if (verdict !== "wait") return this.#result(verdict);
      const { settle, patience } = this.shop.timing;
      const left = since < settle ? settle - since : Math.min(this.#fresh ? patience : settle, patience - since);
      try {
        await this.#look(this.#callback ? left / 1000 : LONGEST_WAIT);
      } catch (e) {
        if (e instanceof StarkeeperError && !e.temporary) return this.#result("pending");
        this.signal.throwIfAborted();
      }
    }
  }

  /** Asks the server, which answers at the end or after so many seconds; a word from Telegram's client ends it earlier. */
  async #look(seconds: number): Promise<void> {
    const wait = Math.min(LONGEST_WAIT, Math.floor(seconds));
    const wake = (this.#wake = linked(this.signal));
    const began = Date.now();
    if (!wait) await rest(seconds * 1000, wake.signal);
    const request = { path: { invoiceId: this.invoice!.id }, query: { wait }, signal: wake.signal, patience: seconds * 1000 };
    const invoice = await this.shop.ask("GET /v1/invoices/{invoiceId}", request);
    wake.signal.throwIfAborted();
    this.#saw(invoice);
    this.#fresh = true;
    // Some answers come at once: of a server that too many ask, and of an invoice that is over.
    if (wait && !hasMoved(invoice.status) && Date.now() - began < wait * 500) await rest(1_000, wake.signal);
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
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
