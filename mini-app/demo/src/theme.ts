const READABLE = 4.5; // WCAG's AA for text of usual size.
const MIDDLE = 0.18; // The luminance on which black and white can be read equally well.

type Color = [number, number, number];

/** What Telegram says of its colours: `#rrggbb` each, any of them missing. */
export interface Theme {
  bg_color?: string | undefined;
  secondary_bg_color?: string | undefined;
  section_bg_color?: string | undefined;
  text_color?: string | undefined;
  button_color?: string | undefined;
}

export function isDark({ bg_color = "#ffffff" }: Theme): boolean {
  return luminance(parsed(bg_color)) < MIDDLE;
}

/** The custom properties that the styles use. Telegram's themes are made by anybody, so contrast is made here. */
export function properties(theme: Theme): Record<string, string> {
  const dark = isDark(theme);
  const page = parsed(theme.secondary_bg_color ?? theme.bg_color ?? (dark ? "#17181c" : "#f1f1f4"));
  const card = parsed(theme.section_bg_color ?? theme.bg_color ?? (dark ? "#212226" : "#ffffff"));
  const text = against(parsed(theme.text_color ?? (dark ? "#ffffff" : "#111214")), page, card);
  const accent = against(parsed(theme.button_color ?? "#5b48d9"), page, card);
  return {
    "--page": css(page),
    "--card": css(card),
    "--text": css(text),
    "--quiet": css(against(mixed(text, card, 0.35), page, card)),
    "--accent": css(accent),
    "--on-accent": contrast(accent, [255, 255, 255]) >= READABLE ? "#ffffff" : "#000000",
    "--line": css(mixed(text, card, 0.86)),
    "--good": css(against(parsed("#188038"), page, card)),
    "--bad": css(against(parsed("#c5221f"), page, card)),
  };
}

/** The colour, or as little darker or lighter as it takes to be read on these grounds. */
function against(color: Color, ...grounds: Color[]): Color {
  const goal: Color = luminance(grounds[0]!) > MIDDLE ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mixed(color, goal, share);
    if (grounds.every((ground) => contrast(tried, ground) >= READABLE)) return tried;
  }
  return goal;
}

export function contrast(one: Color, other: Color): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Color): number {
  const [r, g, b] = color.map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Color;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mixed(one: Color, other: Color, share: number): Color {
  return one.map((part, i) => Math.round(part * (1 - share) + other[i]! * share)) as Color;
}

export function parsed(hex: string): Color {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Color;
}

function css(color: Color): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
