import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Desk } from "./model";
import type { Theme } from "./hooks";
import { useDesk } from "./hooks";
import { Books } from "./Books";
import { Calls } from "./Calls";
import { Faults } from "./Faults";
import { Toolbar } from "./Toolbar";

type ThemeChoice = { theme: Theme; choose: (theme: Theme) => void };

const TABS = ["Calls", "Books", "Faults"] as const;

type Tab = (typeof TABS)[number];

/** What the developer of the bot sees and does. */
export function DeveloperSide({ desk, theme }: { desk: Desk; theme: ThemeChoice }) {
  const view = useDesk(desk);
  const [tab, setTab] = useState<Tab>("Calls");
  const list = useRef<HTMLDivElement>(null);
  const faults = Object.values(view.faults).reduce((sum, ofMethod) => sum + ofMethod.length, 0);

  const move = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const to = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? "Calls";
    setTab(to);
    list.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };
  return (
    <section class="developer" aria-label="The developer's side">
      <Toolbar desk={desk} theme={theme} />
      <div ref={list} class="tabs" role="tablist" aria-label="What to look at" onKeyDown={move}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="tab-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {name}
            {name === "Faults" && faults > 0 && <span class="count">{faults}</span>}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === "Calls" && <Calls desk={desk} />}
        {tab === "Books" && <Books desk={desk} />}
        {tab === "Faults" && <Faults desk={desk} />}
      </div>
    </section>
  );
}
