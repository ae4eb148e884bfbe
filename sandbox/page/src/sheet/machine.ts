import type { InvoiceStatus } from "../frame/lies";
import type { Offer, PayAnswer } from "../types";

/** A payment sheet, from its opening to what it says when it closes. */
export type Sheet =
  | { at: "loading"; slug: string }
  | { at: "gone"; slug: string; error: string }
  | { at: "ready"; slug: string; offer: Offer; error?: string; hasFailed: boolean }
  | { at: "short"; slug: string; offer: Offer }
  | { at: "paying"; slug: string; offer: Offer }
  | { at: "paid"; slug: string; offer: Offer }
  | { at: "closed"; slug: string; status: InvoiceStatus };

export type Event =
  | { type: "loaded"; offer: Offer }
  | { type: "lost"; error: string }
  | { type: "pay" }
  | { type: "answered"; answer: PayAnswer }
  | { type: "toppedUp" }
  | { type: "close" };

export function opened(slug: string): Sheet {
  return { at: "loading", slug };
}

/** An event that makes no sense as things are changes nothing: a second press of Pay is one. */
export function next(sheet: Sheet, event: Event): Sheet {
  switch (event.type) {
    case "loaded":
      return sheet.at === "loading" ? { at: "ready", slug: sheet.slug, offer: event.offer, hasFailed: false } : sheet;
    case "lost":
      return sheet.at === "loading" ? { at: "gone", slug: sheet.slug, error: event.error } : sheet;
    case "pay":
      return sheet.at === "ready" ? { at: "paying", slug: sheet.slug, offer: sheet.offer } : sheet;
    case "answered":
      return sheet.at === "paying" ? answered(sheet.slug, sheet.offer, event.answer) : sheet;
    case "toppedUp":
      return sheet.at === "short" ? { at: "ready", slug: sheet.slug, offer: sheet.offer, hasFailed: true } : sheet;
    case "close":
      return sheet.at === "closed" ? sheet : { at: "closed", slug: sheet.slug, status: statusOf(sheet) };
  }
}

function answered(slug: string, offer: Offer, answer: PayAnswer): Sheet {
  switch (answer.status) {
    case "paid":
      return { at: "paid", slug, offer };
    case "cancelled":
      return { at: "closed", slug, status: "cancelled" };
    case "failed":
      if (answer.error === "BALANCE_TOO_LOW") return { at: "short", slug, offer };
      if (answer.error === "SLUG_INVALID") return { at: "gone", slug, error: words(answer.error) };
      return { at: "ready", slug, offer, error: words(answer.error ?? ""), hasFailed: true };
  }
}

/** As Telegram says of a sheet that is closed: a payment that was sent and is not answered yet is pending. */
function statusOf(sheet: Exclude<Sheet, { at: "closed" }>): InvoiceStatus {
  switch (sheet.at) {
    case "loading":
      return "cancelled";
    case "ready":
      return sheet.hasFailed ? "failed" : "cancelled";
    case "gone":
    case "short":
      return "failed";
    case "paying":
      return "pending";
    case "paid":
      return "paid";
  }
}

/** The bot's own words stay; Telegram's constants are put into ours. */
export function words(error: string): string {
  switch (error) {
    case "BOT_PRECHECKOUT_TIMEOUT":
      return "The bot did not answer in time. You have not been charged.";
    case "SLUG_INVALID":
      return "This invoice does not exist.";
    case "":
      return "The payment did not go through.";
    default:
      return error;
  }
}

const PACKS = [50, 100, 250, 500, 1000, 2500, 10_000, 35_000, 150_000];

/** The smallest pack of Stars that is enough. */
export function packFor(amount: number, stars: number): number {
  const missing = Math.max(1, amount - stars);
  return PACKS.find((pack) => pack >= missing) ?? missing;
}
