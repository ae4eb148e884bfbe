import type { AppButton, Host, Look } from "../frame/host";
import type { ThemeParams } from "../frame/launch";
import { painted } from "../frame/launch";

/** `inert` while the client asks something. */
type BarProps = { look: Look; theme: ThemeParams; host: Host; inert: boolean };

type TopProps = BarProps & { botId: number | undefined; close: () => void; reload: () => void };

/** The bar above a Mini App. */
export function AppTop({ look, theme, host, inert, botId, close, reload }: TopProps) {
  const background = painted(look.header, theme);
  return (
    <div class="app-top" inert={inert} style={background ? { background, color: inkOn(background) } : {}}>
      {look.hasBack ? (
        <button type="button" class="plain" data-testid="app-back" onClick={() => host.tell("back_button_pressed")}>
          ‹ Back
        </button>
      ) : (
        <button type="button" class="plain" data-testid="app-close" onClick={close}>
          Close
        </button>
      )}
      <span class="app-name">Sandbox {botId}</span>
      <span class="app-more">
        {look.hasSettings && (
          <button type="button" class="plain" aria-label="Settings of the app" onClick={() => host.tell("settings_button_pressed")}>
            ⚙
          </button>
        )}
        <button type="button" class="plain" data-testid="app-reload" aria-label="Reload the app" onClick={reload}>
          ⟳
        </button>
        {look.hasBack && (
          <button type="button" class="plain" data-testid="app-close" aria-label="Close the app" onClick={close}>
            ✕
          </button>
        )}
      </span>
    </div>
  );
}

/** The main button and the one beside it, where the app wants them. */
export function AppButtons({ look, theme, host, inert }: BarProps) {
  if (!look.main && !look.secondary) return null;
  const background = painted(look.bottomBar, theme);
  return (
    <div class="app-buttons" inert={inert} style={background ? { background } : {}}>
      {look.secondary && <Bottom button={look.secondary} name="secondary" press={() => host.tell("secondary_button_pressed")} />}
      {look.main && <Bottom button={look.main} name="main" press={() => host.tell("main_button_pressed")} />}
    </div>
  );
}

function Bottom({ button, name, press }: { button: AppButton; name: "main" | "secondary"; press: () => void }) {
  const colors = {
    ...(button.color ? { background: button.color } : {}),
    ...(button.textColor ? { color: button.textColor } : {}),
  };
  return (
    <button
      type="button"
      class={name === "main" ? "primary" : ""}
      style={colors}
      data-testid={`${name}-button`}
      disabled={!button.isActive}
      aria-busy={button.isBusy}
      onClick={press}
    >
      {button.isBusy && <span class="spinner" aria-hidden="true" />} {button.text}
    </button>
  );
}

/** Black or white, whichever is seen better. */
export function inkOn(background: string): string {
  const hex = background.length === 4 ? background.slice(1).replace(/./g, "$&$&") : background.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}
