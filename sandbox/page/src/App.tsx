import { useEffect, useMemo, useState } from "preact/hooks";
import { Starred } from "./Starred";
import { BotList } from "./BotList";
import { Desk } from "./desk/model";
import { useDesk, useTheme } from "./desk/hooks";
import { DeveloperSide } from "./desk/DeveloperSide";
import { isApp } from "./frame/launch";
import { UserBar } from "./phone/UserBar";
import { Phone } from "./phone/Phone";

export function App() {
  const address = new URLSearchParams(location.search);
  const token = address.get("token") ?? "";
  return token === "" ? <BotList /> : <Table token={token} app={address.get("app") ?? ""} />;
}

/** The phone at the left, the developer's side at the right. */
function Table({ token, app }: { token: string; app: string }) {
  const desk = useMemo(() => new Desk(token), [token]);
  const view = useDesk(desk);
  const theme = useTheme();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    desk.start(stop.signal);
    return () => stop.abort();
  }, [desk]);

  return (
    <div class="table">
      <header class="top" aria-label="Sandbox">
        <h1>
          <span class="star" aria-hidden="true">★</span> Sandbox
          <span class="what"> — a Telegram without Telegram</span>
        </h1>
        <span class={view.isThere ? "there" : "there gone"} role="status">
          {view.isThere ? "connected" : "the sandbox does not answer"}
        </span>
        <a class="quiet" href="./">Bots</a>
        <button type="button" class="quiet only-narrow" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Phone" : "Developer"}
        </button>
      </header>
      <main class={isOpen ? "panes developing" : "panes"} aria-label="Sandbox">
        <section class="stage" aria-label="Telegram, as the user sees it">
          <UserBar desk={desk} />
          <Phone desk={desk} app={isApp(app) ? app : ""} isDark={theme.isDark} />
        </section>
        <DeveloperSide desk={desk} theme={theme} />
      </main>
      <div class="toasts" role="status" aria-live="polite">
        {view.toasts.map((toast) => <p key={toast.id}><Starred text={toast.text} /></p>)}
      </div>
    </div>
  );
}
