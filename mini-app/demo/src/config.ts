/** Where the API is: as `config.json` beside the page says, else where the page itself is. */
export async function apiUrl(fetch: typeof globalThis.fetch = globalThis.fetch): Promise<string> {
  try {
    const answer = await fetch("config.json", { cache: "no-cache" });
    const { apiUrl } = (await answer.json()) as { apiUrl?: unknown };
    if (typeof apiUrl === "string") return new URL(apiUrl, document.baseURI).href.replace(/\/$/, "");
  } catch {
    // There is none: a web server's page of "not found" is no JSON.
  }
  return location.origin;
}
