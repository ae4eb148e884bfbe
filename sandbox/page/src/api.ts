/** A control that was not carried out; the message is the sandbox's own sentence. */
export class ControlError extends Error {}

/** The controls of one bot. */
export class Api {
  constructor(readonly token: string) {}

  get<T>(name: string, query: Record<string, string | number> = {}, signal?: AbortSignal): Promise<T> {
    return this.send<T>("GET", name, undefined, query, signal);
  }

  post<T>(name: string, body: unknown): Promise<T> {
    return this.send<T>("POST", name, body);
  }

  put<T>(name: string, body: unknown): Promise<T> {
    return this.send<T>("PUT", name, body);
  }

  private async send<T>(
    method: string,
    name: string,
    body?: unknown,
    query: Record<string, string | number> = {},
    signal?: AbortSignal,
  ): Promise<T> {
    const parameters = new URLSearchParams({ token: this.token });
    for (const [key, value] of Object.entries(query)) parameters.set(key, String(value));
    return ask<T>(`sandbox/${name}?${parameters}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  }
}

/** Any control, of which some are of no bot. */
export async function ask<T>(address: string, request: RequestInit = {}): Promise<T> {
  const response = await fetch(address, request);
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new ControlError(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}
