import { useEffect, useRef, useState } from "preact/hooks";
import type { Desk } from "../desk/model";
import { useDesk } from "../desk/hooks";
import { isApp } from "../frame/launch";
import type { ChatMessage, InlineButton } from "../types";
import { nameOf } from "../words";
import { Bubble } from "./Bubble";
import { Composer } from "./Composer";
import { useCallbackAnswers } from "./useCallbackAnswers";

type Props = {
  desk: Desk;
  app: string;
  isCovered: boolean;
  openApp: (url: string) => void;
  openLink: (url: string) => void;
  pay: (slug: string) => void;
};

/** The chat of the chosen user with the bot. */
export function Chat({ desk, app, isCovered, openApp, openLink, pay }: Props) {
  const view = useDesk(desk);
  const { chat, state } = view;
  const user = desk.person?.user;
  const messages = chat?.messages ?? [];
  const list = useRef<HTMLOListElement>(null);
  useCallbackAnswers(desk);
  useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [messages.length, view.userId]);
  if (!user) return null;

  const write = (text: string): void => void desk.control("message", { user, text });
  const press = (message: ChatMessage, button: InlineButton): void => {
    if (button.pay && message.invoice) pay(message.invoice.slug);
    else if (button.web_app) openApp(button.web_app.url);
    else if (button.url) openLink(button.url);
    else if (button.callback_data !== undefined)
      void desk.control("press", { user, messageId: message.messageId, data: button.callback_data });
    else desk.say(`The button “${button.text}” is of a kind that is not played here.`);
  };
  const menu = chat?.menuButton;
  const appOfMenu = menu?.type === "web_app" ? (menu.web_app?.url ?? "") : app;

  return (
    <div class="chat" inert={isCovered}>
      <div class="chat-top">
        <span class="avatar bot" aria-hidden="true">★</span>
        <h2>
          Sandbox {state?.botId}
          <small>bot{state?.pollWaiting ? ", listening" : ""}</small>
        </h2>
        <BlockButton desk={desk} isBlocked={chat?.blocked ?? false} />
      </div>
      <ol ref={list} class="messages" aria-label={`Messages of ${nameOf(user)} and the bot`} tabIndex={0}>
        {messages.map((message) => (
          <Bubble key={message.messageId} message={message} press={(button) => press(message, button)} openLink={openLink} />
        ))}
        {messages.length === 0 && <li class="nothing">Nothing was said here yet.</li>}
      </ol>
      <Composer
        desk={desk}
        write={write}
        hasStarted={messages.length > 0}
        app={isApp(appOfMenu) ? { text: menu?.text ?? "Open app", open: () => openApp(appOfMenu) } : undefined}
      />
    </div>
  );
}

function BlockButton({ desk, isBlocked }: { desk: Desk; isBlocked: boolean }) {
  const [isBusy, setBusy] = useState(false);
  const toggle = async (): Promise<void> => {
    setBusy(true);
    await desk.control("block", { user: desk.person?.user, blocked: !isBlocked });
    setBusy(false);
  };
  return (
    <button type="button" class="plain small" disabled={isBusy} aria-pressed={isBlocked} onClick={() => void toggle()}>
      {isBlocked ? "Unblock" : "Block"}
    </button>
  );
}
