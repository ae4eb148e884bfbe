import type { Command, Happening, User } from "./types";

const NUMBERS = new Intl.NumberFormat("en");

export function stars(count: number | undefined): string {
  return count === undefined ? "∞" : NUMBERS.format(count);
}

export function starsInWords(count: number): string {
  return `${NUMBERS.format(count)} ${count === 1 ? "Star" : "Stars"}`;
}

export function nameOf(user: User): string {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export function time(instant: string): string {
  return new Date(instant).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function seconds(instant: string): string {
  return new Date(instant).toLocaleTimeString("en-GB");
}

export function day(instant: string | number): string {
  const date = typeof instant === "number" ? new Date(instant * 1000) : new Date(instant);
  return date.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** Long names of charges are told apart by their beginnings. */
export function short(id: string): string {
  return id.length > 16 ? `${id.slice(0, 12)}…` : id;
}

export function period(seconds: number): string {
  const days = Math.round(seconds / 86_400);
  return days === 1 ? "every day" : `every ${days} days`;
}

/** The menu that Telegram would show to a user of that language. */
export function commandsFor(menus: Record<string, Command[]>, language: string | undefined): Command[] {
  for (const scope of ["all_private_chats", "default"]) {
    const found = menus[`${scope} ${language ?? ""}`.trim()] ?? menus[scope];
    if (found) return found;
  }
  return [];
}

/** Whether a call did what it asks for: most faults come before that, whatever their status. */
export function hasReached({ status, fault }: Extract<Happening, { kind: "call" }>): boolean {
  return fault === "lose_answer" || (status === 200 && (fault === undefined || fault === "delay"));
}

/** One of six, always the same for one user. */
export function shade(id: number): number {
  return id % 6;
}

/** What stands for something that is better not shown in full, as on a shared screen. */
export function discreet(name: string, value: string): string {
  return /token|secret|password/i.test(name) && value.length > 4 ? `${value.slice(0, 4)}…` : value;
}

/** JSON on several lines, or the text as it is. */
export function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}
