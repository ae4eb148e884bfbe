import { Api, ControlError } from "../api";
import { follow } from "../follow";
import type { Lie } from "../frame/lies";
import type { BotState, ChatView, FaultPlan, Happening, Line, News, Person, User } from "../types";

const KEPT = 500; // as many as the sandbox keeps
const SETTLING = 60; // milliseconds: what happens together is asked for once
const TOAST = 4_000;

/** Whom a bot without users is given to begin with. */
const FIRST_PEOPLE: { user: User; stars?: number }[] = [
  { user: { id: 1001, first_name: "Ada", language_code: "en" } },
  { user: { id: 1002, first_name: "Лев", language_code: "ru", is_premium: true }, stars: 500 },
  { user: { id: 1003, first_name: "Mia", language_code: "de" }, stars: 20 },
];

export type Toast = { id: number; text: string };

export type DeskView = {
  isThere: boolean;
  people: Person[];
  userId?: number;
  chat?: ChatView;
  state?: BotState;
  faults: FaultPlan;
  history: Line[];
  happenings: Happening[];
  lie: Lie;
  toasts: Toast[];
};

/** All that the page knows of one bot, and all that it can do to it. */
export class Desk {
  view: DeskView = { isThere: true, people: [], faults: {}, history: [], happenings: [], lie: "truth", toasts: [] };
  readonly api: Api;
  private readonly listeners = new Set<() => void>();
  private readonly watchers = new Set<(happening: Happening) => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRefreshing = false;
  private isStale = false;
  private hasNews = false;
  private toasts = 0;
  private noted = 0;

  constructor(token: string) {
    this.api = new Api(token);
  }

  /** Until `signal` says stop. */
  start(signal: AbortSignal): void {
    void this.meetPeople();
    void follow(this.api, (news) => this.take(news), (isThere) => this.set({ isThere }), signal);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Each thing that happens, once. */
  watch(watcher: (happening: Happening) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  set(change: Partial<DeskView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }

  get person(): Person | undefined {
    return this.view.people.find((person) => person.user.id === this.view.userId);
  }

  play(userId: number): void {
    const { chat: _, ...others } = this.view;
    this.view = { ...others, userId };
    this.set({});
    void this.refresh();
  }

  private take(news: News): void {
    const isFirst = !this.hasNews; // it tells of what was before this page
    this.hasNews = true;
    const before = news.restarted ? this.view.happenings.filter((known) => known.kind === "app") : this.view.happenings;
    this.set({ happenings: [...before, ...news.calls].slice(-KEPT) });
    if (!isFirst) for (const happening of news.calls) for (const watcher of this.watchers) watcher(happening);
    if (news.restarted && !isFirst) void this.meetPeople();
    this.refreshSoon();
  }

  /** What passes between the Mini App and its client is of interest to nobody but who looks at it. */
  note(direction: "in" | "out", type: string, data: string): void {
    const happening: Happening = { kind: "app", number: -++this.noted, at: new Date().toISOString(), direction, type, data };
    this.set({ happenings: [...this.view.happenings, happening].slice(-KEPT) });
  }

  refreshSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, SETTLING);
  }

  async refresh(): Promise<void> {
    if (this.isRefreshing) {
      this.isStale = true;
      return;
    }
    this.isRefreshing = true;
    try {
      await this.readAll();
    } catch {
      this.set({ isThere: false });
    } finally {
      this.isRefreshing = false;
    }
    if (this.isStale) {
      this.isStale = false;
      this.refreshSoon();
    }
  }

  private async readAll(): Promise<void> {
    const { userId } = this.view;
    const [state, { users }, faults, { transactions }, chat] = await Promise.all([
      this.api.get<BotState>("state", { limit: 200 }),
      this.api.get<{ users: Person[] }>("users"),
      this.api.get<FaultPlan>("faults"),
      this.api.get<{ transactions: Line[] }>("transactions"),
      userId === undefined ? undefined : this.api.get<ChatView>("chat", { user: userId }),
    ]);
    const people = users.toReversed();
    if (userId !== this.view.userId) this.isStale = true;
    this.set({ state, people, faults, history: transactions, isThere: true, ...(chat && userId === this.view.userId ? { chat } : {}) });
  }

  private async meetPeople(): Promise<void> {
    await this.try(async () => {
      const { users } = await this.api.get<{ users: Person[] }>("users");
      if (users.length === 0) for (const person of FIRST_PEOPLE) await this.api.post("users", person);
      await this.refresh();
    });
  }

  /** Says so when it is not possible. */
  async try<T>(deed: () => Promise<T>): Promise<T | undefined> {
    try {
      return await deed();
    } catch (e) {
      this.say(e instanceof ControlError ? e.message : "The sandbox does not answer. Is it still running?");
      return undefined;
    }
  }

  /** Carries out a control and says what came of it. */
  async control(name: string, body: unknown, done?: string): Promise<void> {
    const answer = await this.try(() => this.api.post<{ status?: string; error?: string }>(name, body));
    if (answer?.error) this.say(answer.error);
    else if (answer && done) this.say(done);
    this.refreshSoon();
  }

  say(text: string): void {
    const toast = { id: ++this.toasts, text };
    this.set({ toasts: [...this.view.toasts.slice(-2), toast] });
    setTimeout(() => this.set({ toasts: this.view.toasts.filter(({ id }) => id !== toast.id) }), TOAST);
  }
}
