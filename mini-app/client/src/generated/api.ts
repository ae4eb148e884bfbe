// Made by generate.mjs from the description of the API, openapi/*.json. Not for editing.

/** Every reason that the API gives a Mini App for not doing something. */
export type ProblemCode =
  | "already_owned"
  | "database_unavailable"
  | "expired_init_data"
  | "forbidden"
  | "idempotency_conflict"
  | "internal_error"
  | "invalid_api_key"
  | "invalid_init_data"
  | "invalid_request"
  | "invalid_state"
  | "limit_reached"
  | "missing_credentials"
  | "not_found"
  | "payload_too_large"
  | "rate_limited"
  | "sold_out"
  | "telegram_rejected"
  | "telegram_unavailable"
  | "unknown_product";

/** The calls that a Mini App may make. */
export interface Calls {
  /** What the Mini App's user owns now */
  "GET /v1/me": { answer: Customer };
  /** Asks for an invoice */
  "POST /v1/invoices": { body: InvoiceOrder; answer: Invoice };
  /** An invoice as it is, or as it becomes */
  "GET /v1/invoices/{invoiceId}": { path: { invoiceId: InvoiceId }; query: { wait?: number }; answer: Invoice };
  /** What the Mini App's user paid */
  "GET /v1/me/payments": { query: { after?: string; limit?: number }; answer: PaymentPage };
  /** What can be bought now */
  "GET /v1/products": { answer: { products: Product[] } };
  /** One product */
  "GET /v1/products/{sku}": { path: { sku: Name }; answer: Product };
  /** Ends the renewal of one's own subscription */
  "POST /v1/me/subscriptions/{subscriptionId}/cancel": { path: { subscriptionId: InvoiceId }; answer: Subscription };
  /** Allows the renewal of one's own subscription */
  "POST /v1/me/subscriptions/{subscriptionId}/resume": { path: { subscriptionId: InvoiceId }; answer: Subscription };
}

/** Telegram's own name for a charge: `telegram_payment_charge_id`. */
export type ChargeId = string;

export type Customer = {
  customerId: TelegramUserId;
  entitlements: Entitlement[];
  /** The balance by unit. Below zero when a refund took back what was spent. */
  credits: { [name: string]: number };
  subscriptions: Subscription[];
};

export type Entitlement = {
  key: Name;
  /** False once it has ended. */
  active: boolean;
  /** Missing where there is no end. */
  endsAt?: Instant;
};

/** What the buyer gets. */
export type Good =
  | { kind: "unlock"; entitlement: Name }
  | { kind: "pass"; entitlement: Name; durationDays: number }
  | { kind: "consumable"; unit: Name; units: number }
  | { kind: "subscription"; entitlement: Name; stars?: number };

export type Instant = string;

export type Invoice = {
  id: InvoiceId;
  sku: Name;
  quantity: number;
  title: string;
  /** For all pieces together. */
  stars: Stars;
  /** `checkout`: the buyer is confirming. See docs/invoice-states.md. */
  status: "open" | "checkout" | "paid" | "refunded" | "expired" | "void";
  /** For `Telegram.WebApp.openInvoice`. */
  invoiceLink: string;
  buyerId: TelegramUserId;
  recipientId: TelegramUserId;
  createdAt: Instant;
  expiresAt: Instant;
  paidAt?: Instant;
  /** For servers only. */
  chargeId?: ChargeId;
};

/** A UUID in lower case. */
export type InvoiceId = string;

export type InvoiceOrder = {
  sku: Name;
  /** Left out: 1. */
  quantity?: number;
  /** Who is to own it. Left out: the buyer. */
  recipientId?: TelegramUserId;
  /** Who is to pay it. From servers, and only from them: a Mini App's user buys. */
  buyerId?: TelegramUserId;
};

/** A name of the merchant's own. */
export type Name = string;

/** A product as its buyer sees it. */
export type Offer = {
  title: string;
  description: string;
  /** Of a picture, which Telegram fetches. */
  photoUrl?: string;
  /** The price of one. */
  stars: number;
};

export type Payment = {
  chargeId: ChargeId;
  /** Missing if no invoice of ours explains it. */
  invoiceId?: InvoiceId;
  /** Who paid. */
  customerId: TelegramUserId;
  stars: Stars;
  status: PaymentStatus;
  /** True for all but the first month of a subscription. */
  renewal: boolean;
  paidAt: Instant;
  /** There for a subscription's months. */
  periodEndsAt?: Instant;
  refundedAt?: Instant;
  /** `history` if it was found in Telegram's books. */
  recordedFrom: "update" | "history";
  /** Why it was not simply delivered, or why it goes back. For servers only. */
  reason?: string;
};

export type PaymentPage = { payments: Payment[]; /** There if there are more: the `after` of their page. */ next?: string };

/** `unmatched`: no invoice explains it; held until you assign or refund it. `refund_requested`: going back. `refund_failed`: Telegram would not take it back; `reason` has its words. */
export type PaymentStatus = "fulfilled" | "unmatched" | "refund_requested" | "refund_failed" | "refunded";

export type Product = Offer & Good & Supply & { sku: Name; /** Whether it can be bought. */ active: boolean };

/** Telegram Stars. They have no smaller unit. */
export type Stars = number;

export type Subscription = {
  /** The id of the invoice that began it. */
  id: InvoiceId;
  sku: Name;
  /** `past_due`: a renewal is missed, and access goes on for a while. */
  status: "active" | "canceled" | "past_due" | "expired";
  currentPeriodEnd: Instant;
  /** Each month. */
  stars: number;
  /** Whether Telegram will charge again, as far as it told us. */
  renews: boolean;
};

/** How often it can be bought. */
export type Supply = {
  /** Pieces left to sell: sold ones count down, returned ones up. Left out: any number. */
  stock?: number;
  /** Pieces one recipient may have. Left out: any number. */
  limitPerCustomer?: number;
};

/** Telegram's own id of a user: up to 52 bits. */
export type TelegramUserId = number;
