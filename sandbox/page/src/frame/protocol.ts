/** The messages between a Mini App in a frame and its client: JSON strings in both directions. */

export type AppMessage = { type: string; data: Record<string, unknown> };

/** Nothing for what is no message of the protocol; pages post all kinds of things to each other. */
export function read(posted: unknown): AppMessage | undefined {
  if (typeof posted !== "string") return undefined;
  try {
    const message: unknown = JSON.parse(posted);
    if (!isObject(message) || typeof message.eventType !== "string") return undefined;
    return { type: message.eventType, data: parsed(message.eventData) };
  } catch {
    return undefined;
  }
}

/** Some libraries put JSON text into the JSON, and no data is an empty text. */
function parsed(data: unknown): Record<string, unknown> {
  if (isObject(data)) return data;
  if (typeof data !== "string" || data === "") return {};
  try {
    const inner: unknown = JSON.parse(data);
    return isObject(inner) ? inner : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function write(type: string, data: unknown = null): string {
  return JSON.stringify({ eventType: type, eventData: data });
}

/** A CSS colour that an app may ask for; anything else would be a way to smuggle other CSS in. */
export function color(value: unknown): string | undefined {
  return typeof value === "string" && /^#[0-9a-f]{3}([0-9a-f]{3})?$/i.test(value) ? value : undefined;
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
