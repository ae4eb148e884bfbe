import { createContext, useContext } from "react";
import type { Words } from "./words.ts";

/** How this user is spoken to. */
export interface Speech {
  words: Words;
  language: string;
}

export const SpeechContext = createContext<Speech | undefined>(undefined);

export function useSpeech(): Speech & { day: (instant: string) => string; left: (instant: string) => string; number: (value: number) => string } {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("nobody says in which language");
  const { language } = speech;
  return {
    ...speech,
    day: (instant) => new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" }).format(new Date(instant)),
    left: (instant) => left(Date.parse(instant) - Date.now(), language),
    number: (value) => new Intl.NumberFormat(language).format(value),
  };
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** In the largest unit of which there is more than one. */
export function left(ms: number, language: string): string {
  const [unit, length] = UNITS.find(([, length]) => ms > length) ?? UNITS[2];
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.max(1, Math.round(ms / length)));
}

/** What a product is called here: the shop's own words if there are none in this language. */
export function named<P extends { sku: string; title: string; description: string }>(product: P, words: Words): P {
  return { ...product, ...words.products[product.sku] };
}
