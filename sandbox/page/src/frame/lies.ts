/** What a Mini App is told of a payment when its sheet closes. */
export type InvoiceStatus = "paid" | "failed" | "cancelled" | "pending";

export type Lie = "truth" | "failed" | "cancelled" | "nothing" | "twice";

export const LIES: { value: Lie; label: string }[] = [
  { value: "truth", label: "the truth" },
  { value: "failed", label: "“failed”, always" },
  { value: "cancelled", label: "“cancelled”, always" },
  { value: "nothing", label: "nothing at all" },
  { value: "twice", label: "the truth, twice" },
];

/** Clients were seen to say any of these to buyers who had been charged. The payment itself is never touched. */
export function told(lie: Lie, truth: InvoiceStatus): InvoiceStatus[] {
  switch (lie) {
    case "truth":
      return [truth];
    case "failed":
    case "cancelled":
      return [lie];
    case "nothing":
      return [];
    case "twice":
      return [truth, truth];
  }
}
