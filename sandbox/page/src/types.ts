/** What the sandbox's controls say; docs/sandbox.md describes each. */

export type User = {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: boolean;
};

/** No `stars`: all that they want. */
export type Person = { user: User; stars?: number; met: boolean; blocked: boolean };

export type BotInfo = { id: number; first_name: string; username: string; token: string };

export type Offer = {
  slug: string;
  link: string;
  title: string;
  description: string;
  photoUrl?: string;
  amount: number;
  subscriptionPeriod?: number;
};

export type InlineButton = {
  text: string;
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  pay?: boolean;
};

export type ReplyMarkup = { inline_keyboard?: InlineButton[][]; keyboard?: (InlineButton | string)[][] };

export type Charged = { total_amount: number; invoice_payload: string; is_recurring?: boolean; is_first_recurring?: boolean };

export type ChatMessage = {
  messageId: number;
  from: "user" | "bot";
  text?: string;
  replyMarkup?: ReplyMarkup;
  invoice?: Offer;
  payment?: Charged;
  refund?: Charged;
  sentAt: string;
  editedAt?: string;
};

export type MenuButton = { type: string; text?: string; web_app?: { url: string } };

export type ChatView = { userId: number; blocked: boolean; menuButton: MenuButton; messages: ChatMessage[] };

export type Payment = { chargeId: string; userId: number; amount: number; payload: string; paidAt: string };

export type Subscription = {
  firstChargeId: string;
  userId: number;
  payload: string;
  amount: number;
  expiresAt: string;
  canceled: boolean;
  botCanceled: boolean;
  failsNext: boolean;
  lapsed: boolean;
};

export type Command = { command: string; description: string };

export type BotState = {
  botId: number;
  revoked: boolean;
  balance: number;
  now: string;
  pendingUpdateCount: number;
  pollWaiting: boolean;
  totals: Record<string, number>;
  payments: Payment[];
  refunds: { chargeId: string }[];
  subscriptions: Subscription[];
  commands: Record<string, Command[]>;
};

export type Fault = { kind: string; times: number; percent?: number; ms?: number; retryAfter?: number; status?: number };

export type FaultPlan = Record<string, Fault[]>;

export type Line = { id: string; amount: number; date: number; source?: Partner; receiver?: Partner };

export type Partner = { type: string; transaction_type?: string; user?: User; invoice_payload?: string };

type Happened = { number: number; at: string };

export type Happening =
  | (Happened & {
      kind: "call";
      method: string;
      parameters: Record<string, string>;
      status: number;
      answer: string;
      ms: number;
      fault?: string;
    })
  | (Happened & { kind: "update"; update: string })
  | (Happened & { kind: "control"; control: string })
  | (Happened & { kind: "app"; direction: "in" | "out"; type: string; data: string });

export type News = { cursor: string; restarted: boolean; missed: number; calls: Happening[] };

export type PayAnswer = { status: "paid" | "failed" | "cancelled"; error?: string; chargeId?: string; preCheckoutMs?: number };
