import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Desk } from "../desk/model";
import { useDesk } from "../desk/hooks";
import { isApp, wayOf } from "../frame/launch";
import type { InvoiceStatus } from "../frame/lies";
import { Chat } from "./Chat";
import { MiniApp } from "./MiniApp";
import type { MiniAppControls } from "./MiniApp";
import { PaySheet } from "./PaySheet";
import { usePayment } from "./usePayment";

type Props = { desk: Desk; app: string; isDark: boolean };

/** A user's Telegram: the chat, above it the Mini App, and above that the payment sheet. */
export function Phone({ desk, app, isDark }: Props) {
  const view = useDesk(desk);
  const [openApp, setOpenApp] = useState<{ url: string; count: number }>();
  const miniApp = useRef<MiniAppControls>(null);
  const opened = useRef(0);
  const closed = useCallback((slug: string, status: InvoiceStatus) => miniApp.current?.invoiceClosed(slug, status), []);
  const payment = usePayment(desk, closed);

  useEffect(() => {
    setOpenApp(undefined);
    payment.leave();
  }, [view.userId]);

  const open = (url: string): void => {
    if (isApp(url)) setOpenApp({ url, count: ++opened.current });
    else desk.say(`No Mini App opens at ${url}: it has to be on HTTPS, or on this machine.`);
  };
  const follow = (url: string): void => {
    const way = wayOf(url, `sandbox${desk.view.state?.botId}_bot`);
    if (way.to === "invoice") payment.open(way.slug);
    else if (way.to === "web") window.open(way.url, "_blank", "noopener,noreferrer");
    else if (way.to === "nowhere") desk.say(way.why);
    else if (way.text && desk.person) void desk.control("message", { user: desk.person.user, text: way.text });
  };

  if (!desk.person) {
    return (
      <div class="phone empty">
        <p>Choose who you are, and the chat with the bot opens.</p>
      </div>
    );
  }
  return (
    <div class="phone">
      <Chat
        desk={desk}
        app={app}
        isCovered={openApp !== undefined || payment.sheet !== undefined}
        openApp={open}
        openLink={follow}
        pay={payment.open}
      />
      {openApp && (
        <MiniApp
          key={openApp.count}
          controls={miniApp}
          desk={desk}
          person={desk.person}
          url={openApp.url}
          isDark={isDark}
          isCovered={payment.sheet !== undefined}
          openInvoice={payment.open}
          openLink={follow}
          close={() => setOpenApp(undefined)}
        />
      )}
      {payment.sheet && <PaySheet desk={desk} sheet={payment.sheet} send={payment.send} />}
    </div>
  );
}
