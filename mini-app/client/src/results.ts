import type { Invoice, ProblemCode } from "./generated/api.ts";

/** Why nothing was sold. `failed` is Telegram's word for a payment that did not go through, once the server agrees. */
export type DeclineCode =
  | Extract<ProblemCode, "already_owned" | "sold_out" | "limit_reached" | "unknown_product">
  | "failed"
  | "expired"
  | "refunded";

/** What became of a purchase. Only the server makes it `paid`, and only the server's silence makes it `cancelled` or `declined`. */
export type PurchaseResult =
  | { status: "paid"; invoice: Invoice }
  | { status: "declined"; code: DeclineCode; message: string; invoice?: Invoice }
  | { status: "cancelled"; invoice: Invoice }
  /** Stars may have moved and the server does not know yet. A `paid` event follows if they did. */
  | { status: "pending"; invoice: Invoice };

/** What Telegram's client said when the sheet closed; `unknown` when the app was loaded anew meanwhile. */
export type Callback = "paid" | "pending" | "failed" | "cancelled" | "unknown";

export interface Timing {
  /**
   * Milliseconds that a `cancelled` or `failed` is doubted before it is believed. A pre-checkout may be answered for ten seconds, so
   * that with less a buyer who is charged can be told otherwise first.
   */
  settle: number;
  /** Milliseconds to wait for the server when Stars may be moving; more than the server's CHECKOUT_HOLD. */
  patience: number;
}

export const TIMING: Timing = { settle: 11_000, patience: 90_000 };

/** Whether the client says that Stars move. */
export function moves(callback: Callback | undefined): boolean {
  return callback === "paid" || callback === "pending";
}

/** What is known when it is asked what became of a purchase. */
export interface Known {
  /** What the server said since the callback; nothing while it has not answered. */
  status: Invoice["status"] | undefined;
  callback: Callback | undefined;
  /** Milliseconds since the callback. */
  since: number;
  /** A pre-checkout was approved while we looked: Stars may have moved. */
  sawCheckout: boolean | undefined;
}

export type Verdict = "wait" | "paid" | "cancelled" | "pending" | "failed" | "expired" | "refunded";

/** The table of docs/mini-app.md. */
export function judge({ status, callback, since, sawCheckout }: Known, { settle, patience }: Timing): Verdict {
  if (status === "paid" || status === "refunded") return status;
  if (!callback) return "wait";
  const moving = !status || status === "checkout" || moves(callback);
  if (moving) return since < patience ? "wait" : "pending";
  if (since < settle) return "wait";
  if (sawCheckout) return "pending";
  if (callback === "cancelled") return "cancelled";
  if (status !== "open") return "expired";
  return callback === "unknown" ? "pending" : "failed";
}
