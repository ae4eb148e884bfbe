import { useRef, useState } from "preact/hooks";
import type { Desk } from "../desk/model";
import { useDesk } from "../desk/hooks";
import { commandsFor } from "../words";

type Props = {
  desk: Desk;
  write: (text: string) => void;
  hasStarted: boolean;
  app?: { text: string; open: () => void } | undefined;
};

/** Where the user writes, with the bot's menu beside it. */
export function Composer({ desk, write, hasStarted, app }: Props) {
  const view = useDesk(desk);
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const commands = commandsFor(view.state?.commands ?? {}, desk.person?.user.language_code);
  const say = (text: string): void => {
    setOpen(false);
    write(text);
  };
  const send = (event: Event): void => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (!field.current || text === "") return;
    field.current.value = "";
    say(text);
  };
  return (
    <form class="composer" onSubmit={send} onKeyDown={(event) => event.key === "Escape" && setOpen(false)}>
      {isOpen && (
        <ul class="commands" id="commands">
          {commands.map(({ command, description }) => (
            <li key={command}>
              <button type="button" onClick={() => say(`/${command}`)}>
                <strong>/{command}</strong> <span>{description}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!hasStarted && (
        <button type="button" class="primary wide" data-testid="start" onClick={() => say("/start")}>
          Start
        </button>
      )}
      {app && (
        <button type="button" class="primary app" data-testid="open-app" onClick={app.open}>
          {app.text}
        </button>
      )}
      {commands.length > 0 && (
        <button type="button" class="icon" aria-label="Commands" aria-expanded={isOpen} aria-controls="commands" onClick={() => setOpen(!isOpen)}>
          /
        </button>
      )}
      <input ref={field} data-testid="chat-input" aria-label="Message to the bot" placeholder="Message" autocomplete="off" maxLength={4096} />
      <button type="submit" class="icon send" aria-label="Send">➤</button>
    </form>
  );
}
