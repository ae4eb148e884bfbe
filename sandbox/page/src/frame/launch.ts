/** How a Mini App is started: its address with what Telegram's web clients put behind the hash. */

export type ThemeParams = Record<string, string>;

export const VERSION = "8.0";
export const PLATFORM = "web";

const LIGHT: ThemeParams = {
  bg_color: "#ffffff",
  secondary_bg_color: "#f0f2f5",
  text_color: "#101418",
  hint_color: "#6b747c",
  link_color: "#1a73c7",
  button_color: "#1a73c7",
  button_text_color: "#ffffff",
  header_bg_color: "#ffffff",
  bottom_bar_bg_color: "#f0f2f5",
  accent_text_color: "#1a73c7",
  section_bg_color: "#ffffff",
  section_header_text_color: "#1a6bb8",
  section_separator_color: "#e3e7eb",
  subtitle_text_color: "#6b747c",
  destructive_text_color: "#c92a2a",
};

const DARK: ThemeParams = {
  bg_color: "#17212b",
  secondary_bg_color: "#0e1621",
  text_color: "#f5f7f9",
  hint_color: "#93a1ae",
  link_color: "#6ab3f3",
  button_color: "#2f6ea5",
  button_text_color: "#ffffff",
  header_bg_color: "#17212b",
  bottom_bar_bg_color: "#17212b",
  accent_text_color: "#6ab3f3",
  section_bg_color: "#17212b",
  section_header_text_color: "#6ab3f3",
  section_separator_color: "#0e1621",
  subtitle_text_color: "#93a1ae",
  destructive_text_color: "#f58282",
};

export function themeParams(isDark: boolean): ThemeParams {
  return isDark ? DARK : LIGHT;
}

/** A colour of its own, or one of the theme's by its name; nothing is the style sheet's. */
export function painted(color: string | undefined, theme: ThemeParams): string | undefined {
  return color === undefined || color.startsWith("#") ? color : theme[color];
}

/** A hash that is a route of the app's own stays, and the parameters go behind its `?` or `&`. */
export function launchUrl(app: string, initData: string, theme: ThemeParams, startParam = ""): string {
  const parameters = [
    `tgWebAppData=${encodeURIComponent(initData)}`,
    `tgWebAppVersion=${VERSION}`,
    `tgWebAppPlatform=${PLATFORM}`,
    `tgWebAppThemeParams=${encodeURIComponent(JSON.stringify(theme))}`,
    ...(startParam ? [`tgWebAppStartParam=${encodeURIComponent(startParam)}`] : []),
  ].join("&");
  const hashAt = app.indexOf("#");
  if (hashAt < 0) return `${app}#${parameters}`;
  const route = app.slice(hashAt + 1);
  const separator = route === "" || /[?&]$/.test(route) ? "" : route.includes("?") ? "&" : "?";
  return app + separator + parameters;
}

/** Whether the page may show it: over plain HTTP only on this machine. */
export function isApp(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname));
}

/** Where a link leads whom follows it; `chat` is the one with the bot, where `text` is said, if there is any. */
export type Way =
  | { to: "invoice"; slug: string }
  | { to: "chat"; text?: string }
  | { to: "web"; url: string }
  | { to: "nowhere"; why: string };

/** Only a `start` is said to the bot: its bare name just opens the chat. */
export function wayOf(url: string, botName: string): Way {
  const slug = slugOf(url);
  if (slug) return { to: "invoice", slug };
  if (!URL.canParse(url)) return { to: "nowhere", why: `${url} is no address.` };
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return { to: "nowhere", why: `Links with ${protocol} are not followed here.` };
  if (hostname !== "t.me" || pathname !== `/${botName}`) return { to: "web", url };
  if (searchParams.has("startapp")) return { to: "nowhere", why: "Links that open a Mini App are not played here." };
  const start = searchParams.get("start");
  return start ? { to: "chat", text: `/start ${start}` } : { to: "chat" };
}

/** The slug of an invoice's link, or nothing if it is no such link. */
export function slugOf(link: string): string | undefined {
  return /^(?:https?:\/\/t\.me\/(?:\$|invoice\/)|tg:\/\/invoice\?slug=|\/?(?:\$|invoice\/))([\w=-]+)$/.exec(link)?.[1];
}
