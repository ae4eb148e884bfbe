import type { Customer } from "./generated/api.ts";

const OFTEN = 15_000; // Milliseconds: what a person who looks at the screen bears.
const SELDOM = 30_000; // Milliseconds, when nothing has changed for a while.

/** What the user owns, asked for again while somebody listens: no push reaches a Mini App. */
export class CustomerWatch {
  current: Customer | undefined;
  readonly #listeners = new Set<(customer: Customer) => void>();
  #asked: Promise<Customer> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop = new AbortController();
  #pause = OFTEN;

  constructor(private readonly ask: () => Promise<Customer>) {}

  /** Calls of the same moment share one answer. */
  refresh(): Promise<Customer> {
    this.#asked ??= this.ask()
      .then((customer) => this.#saw(customer))
      .finally(() => {
        this.#asked = undefined;
        this.#plan();
      });
    return this.#asked;
  }

  /** Something may have happened: asks at once, even if somebody has just been asking. */
  async changed(): Promise<void> {
    this.#pause = OFTEN;
    await this.#asked?.catch(() => {});
    await this.refresh().catch(() => {}); // The next round asks again.
  }

  listen(listener: (customer: Customer) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (!this.#listeners.size) this.stop();
    };
  }

  stop(): void {
    this.#listeners.clear(); // Or an answer that is on its way would plan the next round.
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #start(): void {
    this.#stop = new AbortController();
    const looked = () => {
      if (!globalThis.document?.hidden) void this.changed();
    };
    for (const sign of ["visibilitychange", "focus", "online"]) {
      globalThis.addEventListener?.(sign, looked, { signal: this.#stop.signal });
    }
    looked();
  }

  #saw(customer: Customer): Customer {
    const same = JSON.stringify(customer) === JSON.stringify(this.current);
    this.#pause = same ? Math.min(SELDOM, this.#pause * 1.2) : OFTEN;
    if (same) return this.current!;
    this.current = customer;
    tell(this.#listeners, customer);
    return customer;
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (!this.#listeners.size) return;
    this.#timer = setTimeout(
      () => (globalThis.document?.hidden ? this.#plan() : void this.refresh().catch(() => {})),
      Math.min(this.#pause, ...this.#ends()),
    );
  }

  /** Milliseconds until each thing that he owns ends, and a second for clocks. */
  #ends(): number[] {
    const { entitlements = [], subscriptions = [] }: Partial<Customer> = this.current ?? {};
    return [...entitlements.map((one) => one.endsAt), ...subscriptions.map((one) => one.currentPeriodEnd)]
      .map((end) => Date.parse(end ?? "") - Date.now() + 1_000)
      .filter((left) => left > 1_000);
  }
}

/** Calls each listener. One that fails keeps nothing from the others, nor from whoever waits for what is told. */
export function tell<News extends unknown[]>(listeners: Iterable<(...news: News) => void>, ...news: News): void {
  for (const listener of listeners) {
    try {
      listener(...news);
    } catch (e) {
      console.error(e);
    }
  }
}
