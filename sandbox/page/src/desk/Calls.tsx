import { useState } from "preact/hooks";
import type { Happening } from "../types";
import { discreet, pretty, seconds, short } from "../words";
import { useDesk } from "./hooks";
import type { Desk } from "./model";

const DRAWN = 150;

const KINDS: { kind: Happening["kind"]; label: string }[] = [
  { kind: "call", label: "Bot API" },
  { kind: "update", label: "Updates" },
  { kind: "control", label: "Controls" },
  { kind: "app", label: "Mini App" },
];

/** What happens, the newest first. */
export function Calls({ desk }: { desk: Desk }) {
  const view = useDesk(desk);
  const [hidden, setHidden] = useState<ReadonlySet<Happening["kind"]>>(new Set());
  const [word, setWord] = useState("");
  const toggle = (kind: Happening["kind"]): void => {
    const after = new Set(hidden);
    if (!after.delete(kind)) after.add(kind);
    setHidden(after);
  };
  const shown = view.happenings
    .filter((happening) => !hidden.has(happening.kind))
    .filter((happening) => word === "" || title(happening).toLowerCase().includes(word.toLowerCase()))
    .slice(-DRAWN)
    .toReversed();
  return (
    <>
      <div class="row filters">
        {KINDS.map(({ kind, label }) => (
          <button key={kind} type="button" class={`small chip is-${kind}`} aria-pressed={!hidden.has(kind)} onClick={() => toggle(kind)}>
            {label}
          </button>
        ))}
        <input
          type="search"
          aria-label="Only with this word"
          placeholder="Filter"
          value={word}
          onInput={(event) => setWord(event.currentTarget.value)}
        />
        <button type="button" class="small" onClick={() => desk.set({ happenings: [] })}>Clear</button>
      </div>
      <p class="hint">
        {view.state?.pollWaiting ? "The bot is waiting in getUpdates" : "The bot does not poll"}
        {view.state?.pendingUpdateCount ? `; waiting for it: ${view.state.pendingUpdateCount}` : ""}. Polls that find
        nothing are not listed.
      </p>
      <ol class="calls" data-testid="calls">
        {shown.map((happening) => (
          <li key={`${happening.kind}${happening.number}`} class={`call is-${happening.kind}`}>
            <Entry happening={happening} />
          </li>
        ))}
      </ol>
      {shown.length === 0 && <p class="nothing">Nothing yet. Start your bot, or be a user and write to it.</p>}
    </>
  );
}

/** What is inside is drawn when it is opened: there are many of these. */
function Entry({ happening }: { happening: Happening }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <time dateTime={happening.at}>{seconds(happening.at)}</time>
        <span class="method">{title(happening)}</span>
        <Outcome happening={happening} />
      </summary>
      {isOpen && <Details happening={happening} />}
    </details>
  );
}

function title(happening: Happening): string {
  switch (happening.kind) {
    case "call":
      return happening.method;
    case "update":
      return `update: ${kindOfUpdate(happening.update)}`;
    case "control":
      return happening.control;
    case "app":
      return `${happening.direction === "in" ? "app →" : "→ app"} ${happening.type}`;
  }
}

function kindOfUpdate(update: string): string {
  const kinds = /^\{"update_id":\d+,"(\w+)"/.exec(update);
  const kind = kinds?.[1] ?? "unreadable";
  if (kind !== "message") return kind;
  return /"(successful_payment|refunded_payment)"/.exec(update)?.[1] ?? kind;
}

function Outcome({ happening }: { happening: Happening }) {
  if (happening.kind !== "call") return null;
  const isGood = happening.status === 200 && happening.fault === undefined;
  return (
    <>
      {happening.fault && <span class="badge fault">{happening.fault}</span>}
      <span class={isGood ? "badge good" : "badge bad"}>{happening.status === 0 ? "cut" : happening.status}</span>
      <span class="ms">{happening.ms} ms</span>
    </>
  );
}

function Details({ happening }: { happening: Happening }) {
  switch (happening.kind) {
    case "call":
      return (
        <>
          <dl>
            {Object.entries(happening.parameters).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd title={value.length > 60 ? value : undefined}>{shown(name, value)}</dd>
              </div>
            ))}
          </dl>
          <pre tabIndex={0} aria-label="Answer">{pretty(happening.answer)}</pre>
        </>
      );
    case "update":
      return <pre tabIndex={0} aria-label="Update">{pretty(happening.update)}</pre>;
    case "control":
      return <p class="hint">Somebody used this control; docs/sandbox.md says what it does.</p>;
    case "app":
      return <pre tabIndex={0} aria-label="Data">{pretty(happening.data)}</pre>;
  }
}

function shown(name: string, value: string): string {
  return name.endsWith("charge_id") ? short(value) : discreet(name, pretty(value));
}
