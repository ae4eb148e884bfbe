export type * from "./generated/api.ts";
export { type ErrorCode, StarkeeperError } from "./http.ts";
export type { OpenPurchase, Store } from "./open-purchases.ts";
export type { DeclineCode, PurchaseResult, Timing } from "./results.ts";
export { type BuyOptions, createStarkeeper, type Options, type PaidListener, type Starkeeper } from "./starkeeper.ts";
export { fromSdk, fromWebApp, type Host, type Sdk, userOf, type WebApp } from "./telegram.ts";
export { explain, topUp } from "./words.ts";
