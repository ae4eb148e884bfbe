import type { Host } from "../src/index.ts";

export const INIT_DATA = `user=${encodeURIComponent('{"id":42,"first_name":"Ada","language_code":"ru"}')}&auth_date=1&signature=AA&hash=00`;

/** Telegram's client: a test says what it says when the sheet closes, and when. */
export class FakeTelegram implements Host {
  initData = INIT_DATA;
  readonly opened: string[] = [];
  readonly links: string[] = [];
  readonly haptics: string[] = [];
  readonly #sheets: { close: (status: string) => void; break: (e: Error) => void }[] = [];
  refusal: Error | undefined;

  openInvoice(url: string): Promise<string> {
    this.opened.push(url);
    if (this.refusal) return Promise.reject(this.refusal);
    return new Promise((close, break_) => this.#sheets.push({ close, break: break_ }));
  }

  openLink(url: string): void {
    this.links.push(url);
  }

  haptic(kind: "success" | "error"): void {
    this.haptics.push(kind);
  }

  /** What the callback says, right or wrong. */
  say(status: string): void {
    for (const sheet of this.#sheets) sheet.close(status);
  }

  /** What it says of one sheet, where there were several. */
  sayOf(sheet: number, status: string): void {
    this.#sheets[sheet]!.close(status);
  }

  /** Each sheet ends without a word. */
  break(e: Error): void {
    for (const sheet of this.#sheets) sheet.break(e);
  }
}

/** Waits for something that comes soon, without a fixed rest. */
export async function until(is: () => unknown): Promise<void> {
  const end = Date.now() + 30_000;
  while (!is()) {
    if (Date.now() > end) throw new Error(`not within half a minute: ${is}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A `localStorage` that outlives the page. */
export function aStore() {
  const values = new Map<string, string>();
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
    get size() {
      return values.size;
    },
    text: () => [...values].join(),
  };
}
