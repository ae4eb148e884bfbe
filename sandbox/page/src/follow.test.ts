import { expect, it } from "vitest";
import { follow } from "./follow";
import type { News } from "./types";

it("goes on where it was, after a break too", async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const there: boolean[] = [];
  const seen: string[] = [];
  const api = {
    get: <T>(_: string, query: Record<string, string | number> = {}): Promise<T> => {
      asked.push(String(query.after));
      if (asked.length === 2) return Promise.reject(new Error("gone"));
      const news: News = { cursor: `w-${asked.length}`, restarted: false, missed: 0, calls: [] };
      return Promise.resolve(news as T);
    },
  };
  await follow(
    api,
    (news) => {
      seen.push(news.cursor);
      if (seen.length === 2) stop.abort();
    },
    (isThere) => there.push(isThere),
    stop.signal,
    () => Promise.resolve(),
  );
  expect(asked).toEqual(["", "w-1", "w-1"]);
  expect(seen).toEqual(["w-1", "w-3"]);
  expect(there).toEqual([true, false, true]);
});
