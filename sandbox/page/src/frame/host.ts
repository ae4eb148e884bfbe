import type { InvoiceStatus, Lie } from "./lies";
import { told } from "./lies";
import type { ThemeParams } from "./launch";
import { slugOf } from "./launch";
import { color, read, text, write } from "./protocol";

export type AppButton = { text: string; isActive: boolean; isBusy: boolean; color?: string; textColor?: string };

/** What an app has asked its client to show around it; colours may be names of the theme's, which follow it. */
export type Look = {
  isReady: boolean;
  isExpanded: boolean;
  main?: AppButton;
  secondary?: AppButton;
  hasBack: boolean;
  hasSettings: boolean;
  header?: string;
  background?: string;
  bottomBar?: string;
  confirmsClosing: boolean;
};

export const FIRST_LOOK: Look = { isReady: false, isExpanded: false, hasBack: false, hasSettings: false, confirmsClosing: false };

export type PopupButton = { id: string; type: string; text: string };

export type Popup = { title: string; message: string; buttons: PopupButton[] };

/** The client around the frame. */
export interface Shell {
  post(message: string): void;
  note(direction: "in" | "out", type: string, data: string): void;
  look(change: (look: Look) => Look): void;
  size(): { width: number; height: number };
  theme(): ThemeParams;
  lie(): Lie;
  openInvoice(slug: string): void;
  openPopup(popup: Popup): void;
  openLink(url: string): void;
  close(): void;
  haptic(what: string): void;
  custom(method: string, parameters: Record<string, unknown>): { result: unknown } | undefined;
}

const NO_INSETS = { top: 0, bottom: 0, left: 0, right: 0 };
const BUTTON_TEXTS: Record<string, string> = { ok: "OK", close: "Close", cancel: "Cancel" };

type Data = Record<string, unknown>;

/** Plays the client to one Mini App: takes what it posts, and posts what it is owed. */
export class Host {
  constructor(private readonly shell: Shell) {}

  /** Only what came from the app's own window is to be given here. */
  receive(posted: unknown): void {
    const message = read(posted);
    if (!message) return;
    this.shell.note("in", message.type, JSON.stringify(message.data));
    this.handlers[message.type]?.(message.data);
  }

  tell(type: string, data: unknown = null): void {
    this.shell.note("out", type, JSON.stringify(data));
    this.shell.post(write(type, data));
  }

  /** The sheet of that invoice was closed. */
  invoiceClosed(slug: string, truth: InvoiceStatus): void {
    for (const status of told(this.shell.lie(), truth)) this.tell("invoice_closed", { slug, status });
  }

  popupClosed(buttonId?: string): void {
    this.tell("popup_closed", buttonId === undefined ? {} : { button_id: buttonId });
  }

  themeChanged(): void {
    this.tell("theme_changed", { theme_params: this.shell.theme() });
  }

  viewportChanged(isExpanded: boolean): void {
    const { width, height } = this.shell.size();
    this.tell("viewport_changed", { width, height, is_expanded: isExpanded, is_state_stable: true });
  }

  private readonly handlers: Record<string, (data: Data) => void> = {
    web_app_ready: () => this.shell.look((look) => ({ ...look, isReady: true })),
    web_app_expand: () => {
      this.shell.look((look) => ({ ...look, isExpanded: true }));
      this.viewportChanged(true);
    },
    web_app_close: () => this.shell.close(),
    web_app_request_theme: () => this.themeChanged(),
    web_app_request_viewport: () => this.viewportChanged(true),
    web_app_request_safe_area: () => this.tell("safe_area_changed", NO_INSETS),
    web_app_request_content_safe_area: () => this.tell("content_safe_area_changed", NO_INSETS),
    web_app_open_invoice: (data) => this.shell.openInvoice(text(data.slug)),
    web_app_open_popup: (data) => this.shell.openPopup(popup(data)),
    web_app_open_link: (data) => this.shell.openLink(text(data.url)),
    web_app_open_tg_link: (data) => this.openInTelegram(text(data.path_full)),
    web_app_setup_main_button: (data) => this.shell.look((look) => withButton(look, "main", data)),
    web_app_setup_secondary_button: (data) => this.shell.look((look) => withButton(look, "secondary", data)),
    web_app_setup_back_button: (data) => this.shell.look((look) => ({ ...look, hasBack: data.is_visible === true })),
    web_app_setup_settings_button: (data) =>
      this.shell.look((look) => ({ ...look, hasSettings: data.is_visible === true })),
    web_app_setup_closing_behavior: (data) =>
      this.shell.look((look) => ({ ...look, confirmsClosing: data.need_confirmation === true })),
    web_app_set_header_color: (data) => this.paint("header", data),
    web_app_set_background_color: (data) => this.paint("background", data),
    web_app_set_bottom_bar_color: (data) => this.paint("bottomBar", data),
    web_app_trigger_haptic_feedback: (data) =>
      this.shell.haptic([data.type, data.notification_type ?? data.impact_style].filter(Boolean).join(" ")),
    web_app_request_write_access: () => this.tell("write_access_requested", { status: "allowed" }),
    web_app_request_phone: () => this.tell("phone_requested", { status: "cancelled" }),
    web_app_read_text_from_clipboard: (data) => this.tell("clipboard_text_received", { req_id: data.req_id, data: null }),
    web_app_invoke_custom_method: (data) => this.invoke(data),
    web_app_request_fullscreen: () => this.tell("fullscreen_failed", { error: "UNSUPPORTED" }),
    web_app_open_scan_qr_popup: () => this.tell("scan_qr_popup_closed"),
    web_app_biometry_get_info: () => this.tell("biometry_info_received", { available: false }),
    web_app_check_home_screen: () => this.tell("home_screen_checked", { status: "unsupported" }),
    web_app_start_accelerometer: () => this.tell("accelerometer_failed", { error: "UNSUPPORTED" }),
    web_app_start_gyroscope: () => this.tell("gyroscope_failed", { error: "UNSUPPORTED" }),
    web_app_start_device_orientation: () => this.tell("device_orientation_failed", { error: "UNSUPPORTED" }),
    web_app_check_location: () => this.tell("location_checked", { available: false }),
    web_app_request_location: () => this.tell("location_requested", { available: false }),
    web_app_request_file_download: () => this.tell("file_download_requested", { status: "cancelled" }),
    web_app_send_prepared_message: () => this.tell("prepared_message_failed", { error: "UNSUPPORTED" }),
    web_app_set_emoji_status: () => this.tell("emoji_status_failed", { error: "UNSUPPORTED" }),
    web_app_request_emoji_status_access: () => this.tell("emoji_status_access_requested", { status: "cancelled" }),
    web_app_add_to_home_screen: () => this.tell("home_screen_failed", { error: "UNSUPPORTED" }),
  };

  private openInTelegram(path: string): void {
    const slug = slugOf(path);
    if (slug) this.shell.openInvoice(slug);
    else this.shell.openLink(`https://t.me${path.startsWith("/") ? "" : "/"}${path}`);
  }

  private paint(what: "header" | "background" | "bottomBar", data: Data): void {
    const key = text(data.color_key);
    const chosen = color(data.color) ?? (key in this.shell.theme() ? key : undefined);
    if (chosen) this.shell.look((look) => ({ ...look, [what]: chosen }));
  }

  private invoke(data: Data): void {
    const parameters = typeof data.params === "object" && data.params !== null ? (data.params as Data) : {};
    const done = this.shell.custom(text(data.method), parameters);
    this.tell("custom_method_invoked", done ? { req_id: data.req_id, ...done } : { req_id: data.req_id, error: "METHOD_INVALID" });
  }
}

function withButton(look: Look, which: "main" | "secondary", data: Data): Look {
  const { [which]: _, ...others } = look;
  if (data.is_visible !== true || text(data.text).trim() === "") return others;
  const fill = color(data.color);
  const ink = color(data.text_color);
  const button: AppButton = {
    text: text(data.text),
    isActive: data.is_active !== false,
    isBusy: data.is_progress_visible === true,
    ...(fill ? { color: fill } : {}),
    ...(ink ? { textColor: ink } : {}),
  };
  return { ...others, [which]: button };
}

function popup(data: Data): Popup {
  const buttons = Array.isArray(data.buttons) ? (data.buttons as Data[]) : [];
  return {
    title: text(data.title),
    message: text(data.message),
    buttons: buttons.slice(0, 3).map((button) => {
      const type = text(button.type) || "default";
      return { id: text(button.id), type, text: BUTTON_TEXTS[type] ?? text(button.text) };
    }),
  };
}
