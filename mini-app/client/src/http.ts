import type { Calls, ProblemCode } from "./generated/api.ts";

export type ErrorCode = ProblemCode | "unreachable" | "cannot_open_invoice";

/** The server, or the way to it, did not do what was asked. No Star moves because of it. */
export class StarkeeperError extends Error {
  override readonly name = "StarkeeperError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** The HTTP status; 0 if there was no answer. */
    readonly status = 0,
    /** Seconds after which asking again may help; 0 if the server did not say. */
    readonly retryAfter = 0,
  ) {
    super(message);
  }

  /** True if the very same request may be answered better later. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || (this.status >= 500 && this.code !== "telegram_rejected");
  }
}

export type Ask = <K extends keyof Calls>(
  call: K,
  request: Omit<Calls[K], "answer"> & { headers?: Record<string, string>; signal?: AbortSignal | undefined; patience?: number },
) => Promise<Calls[K]["answer"]>;

const PATIENCE = 15_000; // Milliseconds that a person looks at a spinner before he prefers a button "again".
const ANSWER = 10_000; // Milliseconds for an answer, beyond those that we asked the server to wait.
const LONGEST_PAUSE = 8_000; // Milliseconds.

/** Calls the API, again and again while that may help and patience lasts: through dead networks, proxies' pages, 429 and 503. */
export function api(baseUrl: string, headers: Record<string, string>, fetch: typeof globalThis.fetch): Ask {
  return async (call, { signal, patience = PATIENCE, headers: more, ...parts }) => {
    const { path, query, body } = parts as { path?: object; query?: { wait?: number }; body?: object };
    const [method, template] = call.split(" ") as [string, string];
    const url = baseUrl.replace(/\/+$/, "") + address(template, { ...path, ...query });
    const limit = ANSWER + 1000 * (query?.wait ?? 0);
    const json = body && { "Content-Type": "application/json" };
    const init: RequestInit = { method, headers: { ...headers, ...json, ...more }, body: body ? JSON.stringify(body) : null };
    const deadline = now() + patience;
    for (let attempt = 0; ; attempt++) {
      const answer = await once(fetch, url, init, limit, signal);
      if (!(answer instanceof StarkeeperError)) return answer as never;
      const pause = answer.retryAfter * 1000 || Math.min(LONGEST_PAUSE, 400 * 2 ** attempt);
      if (!answer.temporary || now() + pause > deadline) throw answer;
      await rest(pause * (1 + Math.random() / 4), signal);
    }
  };
}

/** Milliseconds on a clock that nobody sets: a phone's own may jump by hours. */
export function now(): number {
  return performance.now();
}

async function once(fetch: typeof globalThis.fetch, url: string, init: RequestInit, limit: number, signal?: AbortSignal): Promise<unknown> {
  const stop = linked(signal);
  const timer = setTimeout(() => stop.abort(), limit);
  try {
    const response = await fetch(url, { ...init, signal: stop.signal });
    return read(response, JSON.parse(await response.text()));
  } catch (e) {
    signal?.throwIfAborted();
    return new StarkeeperError("unreachable", `${url}: ${e}`);
  } finally {
    clearTimeout(timer);
    stop.abort(); // Lets go of the signal.
  }
}

/** A page that is not JSON has failed already: it is some proxy's or hotel's, whatever its status. */
function read(response: Response, json: { code?: unknown; detail?: string }): unknown {
  if (response.ok && json) return json;
  if (!json.code) throw Error(`${response.status}`);
  return new StarkeeperError(json.code as ErrorCode, json.detail ?? "", response.status, Number(response.headers.get("Retry-After")) || 0);
}

/** The address of a call; what is not in its template goes into its query. */
function address(template: string, values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  let path = template;
  for (const [name, value] of Object.entries(values)) {
    const filled = path.replace(`{${name}}`, encodeURIComponent(`${value}`));
    if (filled === path && value !== undefined) query.set(name, `${value}`);
    path = filled;
  }
  return `${path}?${query}`.replace(/\?$/, "");
}

/** Aborted when the signal is, or by itself. */
export function linked(signal?: AbortSignal): AbortController {
  const stop = new AbortController();
  if (signal?.aborted) stop.abort(signal.reason);
  signal?.addEventListener("abort", () => stop.abort(signal.reason), { signal: stop.signal });
  return stop;
}

/** Rests, or less if the phone comes online meanwhile. */
export async function rest(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const stop = linked(signal);
  const timer = setTimeout(() => stop.abort(), ms);
  globalThis.addEventListener?.("online", () => stop.abort(), { signal: stop.signal });
  await new Promise((end) => stop.signal.addEventListener("abort", end));
  clearTimeout(timer);
  signal?.throwIfAborted();
}
