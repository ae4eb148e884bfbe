import { describe, expect, it } from "vitest";
import type { Look, Popup, Shell } from "./host";
import { FIRST_LOOK, Host } from "./host";
import { isApp, launchUrl, painted, slugOf, themeParams, wayOf } from "./launch";
import type { Lie } from "./lies";
import { told } from "./lies";
import { color, read, write } from "./protocol";
import { storageMethod } from "./storage";

/** A client that writes down what it is asked. */
class Notebook implements Shell {
  posted: { eventType: string; eventData: unknown }[] = [];
  asked: string[] = [];
  drawn: Look = FIRST_LOOK;
  popup?: Popup;
  saying: Lie = "truth";
  readonly host = new Host(this);

  post(message: string): void {
    this.posted.push(JSON.parse(message) as { eventType: string; eventData: unknown });
  }
  note(): void {}
  look(change: (look: Look) => Look): void {
    this.drawn = change(this.drawn);
  }
  size(): { width: number; height: number } {
    return { width: 400, height: 700 };
  }
  theme() {
    return themeParams(true);
  }
  lie(): Lie {
    return this.saying;
  }
  openInvoice(slug: string): void {
    this.asked.push(`invoice ${slug}`);
  }
  openPopup(popup: Popup): void {
    this.popup = popup;
  }
  openLink(url: string): void {
    this.asked.push(`link ${url}`);
  }
  close(): void {
    this.asked.push("close");
  }
  haptic(what: string): void {
    this.asked.push(`haptic ${what}`);
  }
  custom(): { result: unknown } | undefined {
    return undefined;
  }
  app(eventType: string, eventData: unknown = ""): void {
    this.host.receive(JSON.stringify({ eventType, eventData }));
  }
}

describe("messages", () => {
  it("are JSON texts and nothing else", () => {
    expect(read({ eventType: "web_app_close" })).toBeUndefined();
    expect(read("oops")).toBeUndefined();
    expect(read("[]")).toBeUndefined();
    expect(read('{"eventType":5}')).toBeUndefined();
    expect(read('{"eventType":"web_app_ready","eventData":""}')).toEqual({ type: "web_app_ready", data: {} });
  });

  it("may hold their data as JSON in JSON", () => {
    expect(read('{"eventType":"x","eventData":"{\\"slug\\":\\"a\\"}"}')).toEqual({ type: "x", data: { slug: "a" } });
    expect(read('{"eventType":"x","eventData":"{oops"}')).toEqual({ type: "x", data: {} });
  });

  it("go out as JSON texts too", () => {
    expect(write("popup_closed", {})).toBe('{"eventType":"popup_closed","eventData":{}}');
  });

  it("take hexadecimal colours alone", () => {
    expect(color("#1a2b3c")).toBe("#1a2b3c");
    expect(color("red;background:url(x)")).toBeUndefined();
    expect(color(5)).toBeUndefined();
  });
});

describe("a Mini App's address", () => {
  const theme = { bg_color: "#ffffff" };

  it("carries what Telegram puts behind the hash", () => {
    const hash = new URL(launchUrl("https://example.com/app?x=1", "user=%7B%7D&hash=ab", theme)).hash.slice(1);
    const parameters = new URLSearchParams(hash);
    expect(parameters.get("tgWebAppData")).toBe("user=%7B%7D&hash=ab");
    expect(parameters.get("tgWebAppVersion")).toBe("8.0");
    expect(parameters.get("tgWebAppPlatform")).toBe("web");
    expect(JSON.parse(parameters.get("tgWebAppThemeParams") ?? "")).toEqual(theme);
  });

  it.each([
    ["https://example.com/#/shop", "https://example.com/#/shop?tgWebAppData=d"],
    ["https://example.com/#/shop?x=1", "https://example.com/#/shop?x=1&tgWebAppData=d"],
    ["https://example.com/#/shop?", "https://example.com/#/shop?tgWebAppData=d"],
    ["https://example.com/#", "https://example.com/#tgWebAppData=d"],
  ])("keeps the route of %s", (app, start) => {
    expect(launchUrl(app, "d", theme)).toMatch(start);
    expect(launchUrl(app, "d", theme).startsWith(start)).toBe(true);
  });

  it("is on HTTPS or on this machine", () => {
    expect(["https://example.com", "http://127.0.0.1:80/", "http://localhost/"].every(isApp)).toBe(true);
    expect(["http://example.com", "javascript:alert(1)", "x", ""].some(isApp)).toBe(false);
  });

  it("is no invoice's link", () => {
    expect(slugOf("https://t.me/$aB-_1=")).toBe("aB-_1=");
    expect(slugOf("https://t.me/invoice/abc")).toBe("abc");
    expect(slugOf("tg://invoice?slug=abc")).toBe("abc");
    expect(slugOf("/$abc")).toBe("abc");
    expect(slugOf("https://t.me/sandbox1_bot?start=x")).toBeUndefined();
    expect(slugOf("https://evil.example/$abc")).toBeUndefined();
  });
});

describe("a link", () => {
  it.each([
    ["https://t.me/$abc", { to: "invoice", slug: "abc" }],
    ["https://t.me/sandbox1_bot?start=gift", { to: "chat", text: "/start gift" }],
    ["https://t.me/sandbox1_bot", { to: "chat" }],
    ["https://t.me/somebody?start=x", { to: "web", url: "https://t.me/somebody?start=x" }],
    ["http://example.com/", { to: "web", url: "http://example.com/" }],
  ])("leads where Telegram would go: %s", (url, way) => {
    expect(wayOf(url, "sandbox1_bot")).toEqual(way);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/hosts", "tg://settings", "oops", "https://t.me/sandbox1_bot?startapp=x"])(
    "is not followed: %s",
    (url) => {
      expect(wayOf(url, "sandbox1_bot").to).toBe("nowhere");
    },
  );
});

describe("the client", () => {
  it("answers what is asked when an app loads", () => {
    const client = new Notebook();
    for (const what of ["theme", "viewport", "safe_area", "content_safe_area"]) client.app(`web_app_request_${what}`);
    expect(client.posted.map(({ eventType }) => eventType)).toEqual([
      "theme_changed",
      "viewport_changed",
      "safe_area_changed",
      "content_safe_area_changed",
    ]);
    expect(client.posted[0]?.eventData).toEqual({ theme_params: themeParams(true) });
    expect(client.posted[1]?.eventData).toMatchObject({ width: 400, height: 700, is_state_stable: true });
  });

  it("opens the sheet by the slug, and answers with it", () => {
    const client = new Notebook();
    client.app("web_app_open_invoice", { slug: "abc" });
    client.host.invoiceClosed("abc", "paid");
    expect(client.asked).toEqual(["invoice abc"]);
    expect(client.posted).toEqual([{ eventType: "invoice_closed", eventData: { slug: "abc", status: "paid" } }]);
  });

  it.each<[Lie, string[]]>([
    ["truth", ["paid"]],
    ["failed", ["failed"]],
    ["cancelled", ["cancelled"]],
    ["nothing", []],
    ["twice", ["paid", "paid"]],
  ])("lies about a payment: %s", (lie, statuses) => {
    const client = new Notebook();
    client.saying = lie;
    client.host.invoiceClosed("abc", "paid");
    expect(client.posted.map(({ eventData }) => (eventData as { status: string }).status)).toEqual(statuses);
    expect(told(lie, "paid")).toEqual(statuses);
  });

  it("shows the buttons that are asked for, and hides them again", () => {
    const client = new Notebook();
    client.app("web_app_setup_main_button", { is_visible: true, text: "Buy", color: "#123456", text_color: "url(x)" });
    client.app("web_app_setup_back_button", { is_visible: true });
    expect(client.drawn.main).toEqual({ text: "Buy", isActive: true, isBusy: false, color: "#123456" });
    expect(client.drawn.hasBack).toBe(true);
    client.app("web_app_setup_main_button", { is_visible: false });
    expect(client.drawn.main).toBeUndefined();
  });

  it("puts Telegram's words on the buttons of popups", () => {
    const client = new Notebook();
    client.app("web_app_open_popup", {
      message: "Sure?",
      buttons: [{ id: "y", type: "ok" }, { id: "n", type: "destructive", text: "Never" }],
    });
    expect(client.popup?.buttons.map((button) => button.text)).toEqual(["OK", "Never"]);
    client.host.popupClosed("y");
    client.host.popupClosed();
    expect(client.posted.map(({ eventData }) => eventData)).toEqual([{ button_id: "y" }, {}]);
  });

  it("opens invoices by their links in Telegram too", () => {
    const client = new Notebook();
    client.app("web_app_open_tg_link", { path_full: "/$abc" });
    client.app("web_app_open_tg_link", { path_full: "/somebody" });
    expect(client.asked).toEqual(["invoice abc", "link https://t.me/somebody"]);
  });

  it("paints with the theme's colours by their names", () => {
    const client = new Notebook();
    client.app("web_app_set_header_color", { color_key: "secondary_bg_color" });
    client.app("web_app_set_background_color", { color: "#010203" });
    expect(painted(client.drawn.header, themeParams(true))).toBe(themeParams(true).secondary_bg_color);
    expect(painted(client.drawn.header, themeParams(false))).toBe(themeParams(false).secondary_bg_color);
    expect(painted(client.drawn.background, themeParams(true))).toBe("#010203");
  });

  it.each([
    ["web_app_request_location", "location_requested", { available: false }],
    ["web_app_request_file_download", "file_download_requested", { status: "cancelled" }],
    ["web_app_send_prepared_message", "prepared_message_failed", { error: "UNSUPPORTED" }],
    ["web_app_set_emoji_status", "emoji_status_failed", { error: "UNSUPPORTED" }],
    ["web_app_request_emoji_status_access", "emoji_status_access_requested", { status: "cancelled" }],
    ["web_app_add_to_home_screen", "home_screen_failed", { error: "UNSUPPORTED" }],
  ])("lets nobody wait for an answer to %s", (asked, eventType, eventData) => {
    const client = new Notebook();
    client.app(asked);
    expect(client.posted).toEqual([{ eventType, eventData }]);
  });

  it("says of what it has not that it has not", () => {
    const client = new Notebook();
    client.app("web_app_request_fullscreen");
    client.app("web_app_invoke_custom_method", { req_id: "7", method: "fly", params: {} });
    client.app("web_app_that_nobody_knows");
    expect(client.posted).toEqual([
      { eventType: "fullscreen_failed", eventData: { error: "UNSUPPORTED" } },
      { eventType: "custom_method_invoked", eventData: { req_id: "7", error: "METHOD_INVALID" } },
    ]);
  });
});

describe("the cloud storage", () => {
  it("keeps values apart for each user", () => {
    const kept = new Map<string, string>();
    const keep = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) };
    storageMethod(keep, "1 42", "saveStorageValue", { key: "a", value: "b" });
    expect(storageMethod(keep, "1 42", "getStorageValues", { keys: ["a", "z"] })).toEqual({ result: { a: "b", z: "" } });
    expect(storageMethod(keep, "1 43", "getStorageKeys", {})).toEqual({ result: [] });
    expect(storageMethod(keep, "1 42", "fly", {})).toBeUndefined();
  });
});
