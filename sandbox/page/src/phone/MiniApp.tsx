import type { MutableRef } from "preact/hooks";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Desk } from "../desk/model";
import type { Look, Popup } from "../frame/host";
import { FIRST_LOOK, Host } from "../frame/host";
import { launchUrl, painted, themeParams } from "../frame/launch";
import type { InvoiceStatus } from "../frame/lies";
import { storageMethod } from "../frame/storage";
import type { Person } from "../types";
import { AppButtons, AppTop } from "./AppBars";
import { PopupBox } from "./PopupBox";
import { useFocus } from "./useFocus";

export type MiniAppControls = { invoiceClosed: (slug: string, status: InvoiceStatus) => void };

type Props = {
  controls: MutableRef<MiniAppControls | null>;
  desk: Desk;
  person: Person;
  url: string;
  isDark: boolean;
  isCovered: boolean;
  openInvoice: (slug: string) => void;
  openLink: (url: string) => void;
  close: () => void;
};

type Question = { popup: Popup; answer: (buttonId?: string) => void };

const CLOSING: Popup = {
  title: "",
  message: "Changes that you made may not be saved.",
  buttons: [
    { id: "close", type: "destructive", text: "Close anyway" },
    { id: "", type: "cancel", text: "Cancel" },
  ],
};

/** A Mini App in its frame, with the bars around it that Telegram gives it. */
export function MiniApp(props: Props) {
  const { desk, person, url, isDark } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useFocus(box, "button");
  const [address, setAddress] = useState("");
  const [isLoaded, setLoaded] = useState(false);
  const [look, setLook] = useState<Look>(FIRST_LOOK);
  const [question, setQuestion] = useState<Question>();
  const [buzz, setBuzz] = useState<{ what: string; count: number }>({ what: "", count: 0 });
  const latest = useRef({ ...props, setQuestion });
  latest.current = { ...props, setQuestion };
  const host = useRef<Host>();
  host.current ??= new Host({
    post: (message) => frame.current?.contentWindow?.postMessage(message, "*"),
    note: (direction, type, data) => desk.note(direction, type, data),
    look: setLook,
    size: () => ({ width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 }),
    theme: () => themeParams(latest.current.isDark),
    lie: () => desk.view.lie,
    openInvoice: (slug) => latest.current.openInvoice(slug),
    openPopup: (popup) =>
      setQuestion({ popup, answer: (buttonId) => host.current?.popupClosed(buttonId) }),
    openLink: (link) => latest.current.openLink(link),
    close: () => latest.current.close(),
    haptic: (what) => setBuzz(({ count }) => ({ what, count: count + 1 })),
    custom: (method, parameters) => storageMethod(localStorage, `${desk.view.state?.botId} ${person.user.id}`, method, parameters),
  });

  const start = (): void => {
    setLook(FIRST_LOOK);
    setLoaded(false);
    void desk
      .try(() => desk.api.post<{ initData: string }>("init-data", { user: person.user }))
      .then((answer) => answer && setAddress(launchUrl(url, answer.initData, themeParams(latest.current.isDark))));
  };
  const reload = (): void => {
    setAddress("");
    start();
  };
  useEffect(start, []);
  useEffect(() => {
    const take = (event: MessageEvent): void => {
      if (event.source === frame.current?.contentWindow) host.current?.receive(event.data);
    };
    addEventListener("message", take);
    props.controls.current = { invoiceClosed: (slug, status) => host.current?.invoiceClosed(slug, status) };
    return () => {
      removeEventListener("message", take);
      props.controls.current = null;
    };
  }, []);
  const wasDark = useRef(isDark);
  useEffect(() => {
    if (wasDark.current !== isDark) host.current?.themeChanged();
    wasDark.current = isDark;
  }, [isDark]);
  useSize(frame, address, () => host.current?.viewportChanged(true));

  const close = (): void => {
    if (!look.confirmsClosing) props.close();
    else setQuestion({ popup: CLOSING, answer: (id) => id === "close" && props.close() });
  };
  const theme = themeParams(isDark);
  const background = painted(look.background, theme);
  const isAsking = question !== undefined;
  return (
    <div ref={box} class="mini-app" inert={props.isCovered} style={background ? { background } : {}}>
      <AppTop
        look={look}
        theme={theme}
        host={host.current}
        inert={isAsking}
        botId={desk.view.state?.botId}
        close={close}
        reload={reload}
      />
      {!isLoaded && (
        <span class="app-waits" aria-hidden="true">
          <span class="spinner" />
        </span>
      )}
      {address !== "" && (
        <iframe
          ref={frame}
          src={address}
          onLoad={() => setLoaded(true)}
          title="Mini App"
          data-testid="mini-app"
          inert={props.isCovered || isAsking}
          allow="clipboard-write; fullscreen"
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals"
        />
      )}
      {buzz.count > 0 && (
        <span key={buzz.count} class="buzz" aria-hidden="true">
          {buzz.what}
        </span>
      )}
      <AppButtons look={look} theme={theme} host={host.current} inert={isAsking} />
      {question && (
        <PopupBox
          popup={question.popup}
          answer={(id) => {
            setQuestion(undefined);
            question.answer(id);
          }}
        />
      )}
    </div>
  );
}

/** Tells whenever the frame has got another size. */
function useSize(frame: MutableRef<HTMLIFrameElement | null>, address: string, changed: () => void): void {
  useEffect(() => {
    if (!frame.current) return undefined;
    let isFirst = true;
    const watch = new ResizeObserver(() => {
      if (!isFirst) changed();
      isFirst = false;
    });
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [address]);
}
