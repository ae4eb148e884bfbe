import { fromSdk, type Host, userOf } from "@starkeeper/mini-app";
import {
  backButton,
  hapticFeedback,
  init,
  invoice,
  miniApp,
  openTelegramLink,
  retrieveRawInitData,
  setTargetOrigin,
  themeParams,
  viewport,
} from "@tma.js/sdk";
import { isDark, properties, type Theme } from "./theme.ts";

/** Telegram around this page. */
export interface Around {
  host: Host;
  name: string | undefined;
  language: string;
  /** Shows Telegram's back button until the function that it returns is called. */
  onBack(back: () => void): () => void;
}

/** Nothing if the page is not in Telegram. */
export function telegram(): Around | undefined {
  try {
    setTargetOrigin("*"); // Any client: what is posted to it is not secret, and Telegram's own script does the same.
    init({ acceptCustomStyles: false });
  } catch {
    return undefined;
  }
  const host = fromSdk({ invoice, retrieveRawInitData, openTelegramLink, hapticFeedback });
  if (!host.initData) return undefined;
  const user = userOf(host.initData);
  followTheme();
  followViewport();
  attempt(() => miniApp.ready());
  return { host, name: user.first_name, language: user.language_code ?? "en", onBack };
}

function followTheme(): void {
  attempt(() => {
    themeParams.mount();
    const paint = () => {
      const theme: Theme = themeParams.state();
      document.documentElement.dataset.theme = isDark(theme) ? "dark" : "light";
      for (const [name, value] of Object.entries(properties(theme))) document.documentElement.style.setProperty(name, value);
    };
    themeParams.state.sub(paint);
    paint();
  });
  attempt(() => {
    miniApp.mount();
    if (miniApp.setHeaderColor.isAvailable()) miniApp.setHeaderColor("secondary_bg_color");
    if (miniApp.setBgColor.isAvailable()) miniApp.setBgColor("secondary_bg_color");
  });
}

/** The safe areas, as `--tg-viewport-…`. A client that does not answer has none. */
function followViewport(): void {
  viewport.mount().then(
    () => {
      viewport.bindCssVars();
      viewport.expand();
    },
    () => {},
  );
}

function onBack(back: () => void): () => void {
  let off = (): void => {};
  attempt(() => {
    backButton.mount();
    backButton.show();
    off = backButton.onClick(back);
  });
  return () => {
    off();
    attempt(() => backButton.hide());
  };
}

/** What an older client cannot do is left out. */
function attempt(what: () => void): void {
  try {
    what();
  } catch (e) {
    console.info("not in this Telegram:", e);
  }
}
