import type { Invoice, InvoiceOrder } from "./generated/api.ts";

/** A purchase whose end is not known yet: kept over a reload, and no secret. */
export type OpenPurchase = InvoiceOrder & { invoiceId: string; expiresAt: string };

/** The part of `localStorage` that is used. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const FORGET = 3 * 86_400_000; // Milliseconds after the expiry: by then `me()` tells more than a result would.

/** The purchases of one user that are not over, in a store that may be missing, full or forbidden. */
export class OpenPurchases {
  constructor(
    private readonly store: Store | undefined,
    private readonly name: string,
  ) {}

  all(): OpenPurchase[] {
    try {
      const all: OpenPurchase[] = JSON.parse(this.store?.getItem(this.name) ?? "[]");
      return all.filter((one) => Date.parse(one.expiresAt) + FORGET > Date.now());
    } catch {
      return [];
    }
  }

  add(order: InvoiceOrder, { id, expiresAt }: Invoice): void {
    this.#put([...this.#others(id), { ...order, invoiceId: id, expiresAt }]);
  }

  remove(invoiceId: string | undefined): void {
    this.#put(this.#others(invoiceId));
  }

  #others(invoiceId: string | undefined): OpenPurchase[] {
    return this.all().filter((one) => one.invoiceId !== invoiceId);
  }

  #put(all: OpenPurchase[]): void {
    try {
      if (all.length) this.store?.setItem(this.name, JSON.stringify(all));
      else this.store?.removeItem(this.name);
    } catch {
      // Without it a purchase is not picked up after a reload; what was bought is owned all the same.
    }
  }
}
