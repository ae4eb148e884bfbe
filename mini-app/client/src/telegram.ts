/** What is needed of Telegram's client, whichever library speaks with it. */
export interface Host {
  /** As Telegram gave it, not decoded; empty outside of Telegram. */
  initData: string;
  /** Opens the payment sheet. What it resolves to when the sheet closes is a hint, and it may never resolve. */
  openInvoice(url: string): Promise<string>;
  /** Opens a link to Telegram: the sheet again, for a client that says it is open and shows none. */
  openLink?(url: string): void;
  haptic?(kind: "success" | "error"): void;
}

/** The part of `window.Telegram.WebApp` that is used: the official telegram-web-app.js. */
export interface WebApp {
  initData: string;
  openInvoice(url: string, closed: (status: string) => void): void;
  openTelegramLink?(url: string): void;
  HapticFeedback?: { notificationOccurred(kind: "success" | "error"): unknown };
}

/** The part of `@tma.js/sdk` and of `@telegram-apps/sdk` that is used: `import * as sdk from "@tma.js/sdk"`. */
export interface Sdk {
  retrieveRawInitData(): string | undefined;
  invoice: { openUrl(url: string): PromiseLike<string> } | { open(url: string, kind: "url"): PromiseLike<string> };
  openTelegramLink?(url: string): unknown;
  hapticFeedback?: { notificationOccurred(kind: "success" | "error"): unknown };
}

/** Telegram's own script. */
export function fromWebApp(webApp: WebApp): Host {
  return {
    initData: webApp.initData,
    openInvoice: (url) => new Promise((resolve) => webApp.openInvoice(url, resolve)),
    openLink: (url) => webApp.openTelegramLink?.(url),
    haptic: (kind) => webApp.HapticFeedback?.notificationOccurred(kind),
  };
}

/** `@tma.js/sdk` and its predecessor `@telegram-apps/sdk`; call their `init()` first. */
export function fromSdk(sdk: Sdk): Host {
  return {
    initData: rawInitData(sdk),
    openInvoice: async (url) =>
      "openUrl" in sdk.invoice ? sdk.invoice.openUrl(url) : sdk.invoice.open(url, "url"),
    openLink: (url) => sdk.openTelegramLink?.(url),
    haptic: (kind) => sdk.hapticFeedback?.notificationOccurred(kind),
  };
}

/** Outside of Telegram the SDKs throw. */
function rawInitData(sdk: Sdk): string {
  try {
    return sdk.retrieveRawInitData() ?? "";
  } catch {
    return "";
  }
}

/** Who Telegram says is using the app. Not verified here: good for a language, never for rights. */
export function userOf(initData: string): { id?: number; first_name?: string; language_code?: string } {
  try {
    return JSON.parse(new URLSearchParams(initData).get("user") ?? "{}");
  } catch {
    return {};
  }
}
