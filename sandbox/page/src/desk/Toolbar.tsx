import { LIES } from "../frame/lies";
import type { Lie } from "../frame/lies";
import { day } from "../words";
import type { Theme } from "./hooks";
import { useDesk } from "./hooks";
import type { Desk } from "./model";

type Props = { desk: Desk; theme: { theme: Theme; choose: (theme: Theme) => void } };

const LEAPS = [
  { label: "+1 hour", advance: "PT1H", id: "clock-hour" },
  { label: "+1 day", advance: "P1D", id: "clock-day" },
  { label: "+7 days", advance: "P7D", id: "clock-week" },
  { label: "+30 days", advance: "P30D", id: "clock-month" },
];

const THEMES: Theme[] = ["auto", "light", "dark"];

const LANGUAGES = ["en", "ru", "de", "es", "pt", "uk", "fr", "ar", "zh"];

type Settled = { renewed: number; failed: number; ended: number };

/** The bot's clock, and how the client behaves. */
export function Toolbar({ desk, theme }: Props) {
  const view = useDesk(desk);
  const advance = async (time: string): Promise<void> => {
    const settled = await desk.try(() => desk.api.post<Settled>("clock", { advance: time }));
    if (settled) desk.say(whatHappened(settled));
    desk.refreshSoon();
  };
  return (
    <div class="toolbar">
      <div class="group" role="group" aria-labelledby="clock-title">
        <span id="clock-title" class="title">The bot's clock</span>
        <time data-testid="clock">{view.state ? day(view.state.now) : "–"}</time>
        <span class="row">
          {LEAPS.map((leap) => (
            <button key={leap.id} type="button" class="small" data-testid={leap.id} onClick={() => void advance(leap.advance)}>
              {leap.label}
            </button>
          ))}
        </span>
      </div>
      <div class="group">
        <label class="inline">
          <span class="title">openInvoice says</span>
          <select
            data-testid="callback-lies"
            value={view.lie}
            onChange={(event) => desk.set({ lie: event.currentTarget.value as Lie })}
          >
            {LIES.map((lie) => <option key={lie.value} value={lie.value}>{lie.label}</option>)}
          </select>
        </label>
        <Language desk={desk} />
        <span class="row" role="group" aria-label="Theme">
          {THEMES.map((name) => (
            <button
              key={name}
              type="button"
              class="small"
              data-testid={`theme-${name}`}
              aria-pressed={theme.theme === name}
              onClick={() => theme.choose(name)}
            >
              {name}
            </button>
          ))}
        </span>
      </div>
    </div>
  );
}

/** That of the user's client, which the bot and the Mini App are told. */
function Language({ desk }: { desk: Desk }) {
  const user = desk.person?.user;
  const chosen = user?.language_code ?? "";
  const choose = (language: string): void => {
    if (!user) return;
    const { language_code: _, ...others } = user;
    void desk.control("users", { user: language === "" ? others : { ...others, language_code: language } });
  };
  const all = chosen === "" || LANGUAGES.includes(chosen) ? LANGUAGES : [chosen, ...LANGUAGES];
  return (
    <label class="inline">
      <span class="title">Language</span>
      <select data-testid="language" disabled={!user} value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">none</option>
        {all.map((language) => <option key={language} value={language}>{language}</option>)}
      </select>
    </label>
  );
}

function whatHappened({ renewed, failed, ended }: Settled): string {
  const parts = [
    ...(renewed > 0 ? [`${renewed} renewed`] : []),
    ...(failed > 0 ? [`${failed} failed to renew`] : []),
    ...(ended > 0 ? [`${ended} ended`] : []),
  ];
  return parts.length > 0 ? `Subscriptions: ${parts.join(", ")}.` : "Time went by; nothing fell due.";
}
