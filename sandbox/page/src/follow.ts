import type { Api } from "./api";
import type { News } from "./types";

const WAIT = 25; // seconds
const REST = 1000; // milliseconds, after the sandbox was not there

/** Asks for what happens until `signal` says stop; after a break it goes on where it was. */
export async function follow(
  api: Pick<Api, "get">,
  tell: (news: News) => void,
  isThere: (there: boolean) => void,
  signal: AbortSignal,
  rest: (ms: number) => Promise<void> = (ms) => new Promise((resume) => setTimeout(resume, ms)),
): Promise<void> {
  let after = "";
  while (!signal.aborted) {
    try {
      const news = await api.get<News>("calls", { after, wait: WAIT }, signal);
      after = news.cursor;
      isThere(true);
      tell(news);
    } catch {
      if (signal.aborted) return;
      isThere(false);
      await rest(REST);
    }
  }
}
