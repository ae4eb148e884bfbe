import { useEffect, useState } from "preact/hooks";
import { ask } from "./api";
import { useTheme } from "./desk/hooks";
import type { BotInfo } from "./types";

const EXAMPLE = "123456789:AAexampleexampleexampleexampleexample";
const WELL_FORMED = "[1-9][0-9]{0,15}:[A-Za-z0-9_\\-]{30,100}";

/** What is shown when the address names no bot. */
export function BotList() {
  useTheme();
  const [bots, setBots] = useState<BotInfo[]>();
  useEffect(() => {
    ask<{ bots: BotInfo[] }>("sandbox/bots").then((answer) => setBots(answer.bots), () => setBots([]));
  }, []);

  return (
    <main class="entrance">
      <h1>
        <span class="star" aria-hidden="true">★</span> A Telegram without Telegram
      </h1>
      <p>
        A Bot API with Stars, on your machine. Give your bot <code>{location.origin}</code> as its API root and any
        well-formed token, and play its users here.
      </p>
      <h2>Bots</h2>
      {bots?.length === 0 && <p>No bot has called yet. Start yours, or make one up below.</p>}
      <ul class="bots">
        {bots?.map((bot) => (
          <li key={bot.token}>
            <a href={`./?token=${encodeURIComponent(bot.token)}`}>
              <strong>{bot.first_name}</strong> <span>@{bot.username}</span>
            </a>
          </li>
        ))}
      </ul>
      <form method="get" action="./" onSubmit={go}>
        <label>
          The token of another
          <input name="token" required pattern={WELL_FORMED} placeholder={EXAMPLE} autocomplete="off" spellcheck={false} />
        </label>
        <button type="submit" class="primary">Open</button>
      </form>
      <p><a href="controls">The controls, for your tests</a></p>
    </main>
  );
}

/** By script, as the page's policy lets no form be sent. */
function go(event: SubmitEvent): void {
  event.preventDefault();
  const token = new FormData(event.currentTarget as HTMLFormElement).get("token");
  location.assign(`./?token=${encodeURIComponent(String(token))}`);
}
