import { afterEach, expect, it, vi } from "vitest";
import type { News } from "../types";
import { Desk } from "./model";

const ADA = { user: { id: 1001, first_name: "Ada" }, met: true, blocked: false };

afterEach(() => vi.unstubAllGlobals());

/** News of one control, which is all that happened since the news before. */
function news(number: number): News {
  const happening = { number, at: "2026-12-01T12:00:00Z", kind: "control" as const, control: `POST /sandbox/${number}` };
  return { cursor: `w-${number}`, restarted: number === 1, missed: 0, calls: [happening] };
}

it("tells watchers nothing of what was before, however late that comes", async () => {
  const stop = new AbortController();
  const seen: number[] = [];
  let asked = 0;
  let stateIsKnown = (): void => {};
  const known = new Promise<void>((resume) => (stateIsKnown = resume));
  const desk = new Desk("1:x");
  const answers: Record<string, () => unknown> = {
    users: () => ({ users: [ADA] }),
    state: () => ({ now: "2026-12-01T12:00:00Z" }),
    faults: () => ({}),
    transactions: () => ({ transactions: [] }),
  };
  vi.stubGlobal("fetch", async (address: string) => {
    const name = /^sandbox\/(\w+)/.exec(address)?.[1] ?? "";
    if (name !== "calls") return Response.json(answers[name]?.());
    if (++asked === 1) await known;
    return asked > 2 ? new Promise(() => {}) : Response.json(news(asked));
  });
  desk.subscribe(() => desk.view.state && stateIsKnown());
  desk.watch(({ number }) => seen.push(number));
  desk.start(stop.signal);
  await vi.waitFor(() => expect(asked).toBe(3));
  stop.abort();
  expect(desk.view.happenings.map(({ number }) => number)).toEqual([1, 2]);
  expect(seen).toEqual([2]);
});
