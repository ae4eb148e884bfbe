import { useEffect, useRef } from "preact/hooks";
import { Star, Starred } from "../Starred";
import type { Desk } from "../desk/model";
import { useDesk } from "../desk/hooks";
import type { Sheet } from "../sheet/machine";
import { packFor } from "../sheet/machine";
import type { Offer } from "../types";
import { period, stars, starsInWords } from "../words";
import { useFocus } from "./useFocus";

type Props = {
  desk: Desk;
  sheet: Exclude<Sheet, { at: "closed" }>;
  send: (type: "pay" | "topUp" | "close") => void;
};

/** Telegram's payment sheet. */
export function PaySheet({ desk, sheet, send }: Props) {
  useDesk(desk);
  const box = useRef<HTMLDivElement>(null);
  useFocus(box);
  useEffect(() => {
    // The button that had the focus goes with its step; without it Escape would be heard nowhere.
    if (document.activeElement === document.body) box.current?.focus();
  }, [sheet.at]);
  return (
    <div class="cover">
      <div
        ref={box}
        class={`sheet is-${sheet.at}`}
        role="dialog"
        aria-labelledby="sheet-title"
        data-testid="sheet"
        tabIndex={-1}
        onKeyDown={(event) => event.key === "Escape" && send("close")}
      >
        <div class="sheet-top">
          <span class="balance">
            Balance <strong>{stars(desk.person?.stars)} <Star /></strong>
          </span>
          <button type="button" class="icon" data-testid="close-sheet" aria-label="Close the payment" onClick={() => send("close")}>
            ✕
          </button>
        </div>
        {sheet.at === "loading" && <p id="sheet-title" role="status">Loading…</p>}
        {sheet.at === "gone" && (
          <>
            <h2 id="sheet-title">Not available</h2>
            <p class="sheet-error" role="alert" data-testid="sheet-error"><Starred text={sheet.error} /></p>
          </>
        )}
        {"offer" in sheet && <OfferView offer={sheet.offer} botId={desk.view.state?.botId} />}
        <div class="sheet-end">
          <Ending desk={desk} sheet={sheet} send={send} />
        </div>
      </div>
    </div>
  );
}

function OfferView({ offer, botId }: { offer: Offer; botId: number | undefined }) {
  return (
    <>
      {offer.photoUrl ? <img class="photo" src={offer.photoUrl} alt="" /> : <span class="photo none star" aria-hidden="true">★</span>}
      <h2 id="sheet-title">{offer.subscriptionPeriod ? `Subscribe to ${offer.title}` : offer.title}</h2>
      <p class="description"><Starred text={offer.description} /></p>
      <p class="price">
        <strong>{stars(offer.amount)} <Star /></strong>
        {offer.subscriptionPeriod ? ` ${period(offer.subscriptionPeriod)}, until you cancel` : ""} to Sandbox {botId}
      </p>
    </>
  );
}

function Ending({ desk, sheet, send }: Props) {
  switch (sheet.at) {
    case "ready":
      return (
        <>
          {sheet.error && <p class="sheet-error" role="alert" data-testid="sheet-error"><Starred text={sheet.error} /></p>}
          <button type="button" class="primary wide" data-testid="pay" onClick={() => send("pay")}>
            {sheet.error ? "Try again: " : "Confirm and "}Pay {stars(sheet.offer.amount)} <Star />
          </button>
        </>
      );
    case "short":
      return <TooFew desk={desk} offer={sheet.offer} topUp={() => send("topUp")} />;
    case "paying":
      return (
        <button type="button" class="primary wide" data-testid="pay" aria-disabled="true">
          <span class="spinner" aria-hidden="true" /> The bot is being asked…
        </button>
      );
    case "paid":
      return (
        <p class="paid" role="status" data-testid="paid">
          <span class="tick" aria-hidden="true">✓</span> Paid {starsInWords(sheet.offer.amount)}
        </p>
      );
    case "gone":
    case "loading":
      return null;
  }
}

function TooFew({ desk, offer, topUp }: { desk: Desk; offer: Offer; topUp: () => void }) {
  const has = desk.person?.stars ?? 0;
  return (
    <>
      <p class="sheet-error" role="alert" data-testid="sheet-error">
        You don't have enough Stars: {starsInWords(Math.max(1, offer.amount - has))} more needed.
      </p>
      <button type="button" class="primary wide" data-testid="top-up" onClick={topUp}>
        Get {starsInWords(packFor(offer.amount, has))}
      </button>
    </>
  );
}
