import type { Payment } from "@starkeeper/mini-app";
import { useStarkeeper } from "@starkeeper/mini-app/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Star } from "./icons.tsx";
import { Failure, Skeleton } from "./parts.tsx";
import { useSpeech } from "./ui.ts";

interface Pages {
  payments?: Payment[];
  next?: string;
  error?: Error;
}

/** What the user paid, the newest first. */
export function Payments({ back }: { back: () => void }) {
  const { words } = useSpeech();
  const { payments, next, error, more } = usePayments();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main>
      <button type="button" className="plain back" onClick={back}>
        <span aria-hidden="true">‹</span> {words.back}
      </button>
      <h1 tabIndex={-1} ref={heading} className="page">
        {words.payments}
      </h1>
      {error && <Failure error={error} retry={more} />}
      {!payments && !error && <Skeleton rows={3} />}
      {payments?.length === 0 && <p className="card empty">{words.noPayments}</p>}
      {payments && payments.length > 0 && (
        <ul className="card" data-testid="payments">
          {payments.map((payment) => (
            <PaymentRow key={payment.chargeId} payment={payment} />
          ))}
        </ul>
      )}
      {next && !error && (
        <button type="button" className="plain" onClick={more}>
          {words.more}
        </button>
      )}
    </main>
  );
}

function usePayments(): Pages & { more: () => void } {
  const starkeeper = useStarkeeper();
  const [pages, set] = useState<Pages>({});
  const { next } = pages;
  const load = useCallback(
    async (after?: string) => {
      try {
        const page = await starkeeper.payments(after ? { after } : {});
        set(({ payments = [] }) => {
          const known = after ? payments : [];
          const others = page.payments.filter((one) => !known.some(({ chargeId }) => chargeId === one.chargeId));
          return { payments: [...known, ...others], ...(page.next && { next: page.next }) };
        });
      } catch (e) {
        set((before) => ({ ...before, error: e as Error }));
      }
    },
    [starkeeper],
  );
  // The first page again whenever something was bought or went back.
  useEffect(() => {
    void load();
    return starkeeper.subscribe(() => void load());
  }, [starkeeper, load]);
  return { ...pages, more: () => void load(next) };
}

function PaymentRow({ payment }: { payment: Payment }) {
  const { words, day, number } = useSpeech();
  const { chargeId, stars, status, renewal, paidAt } = payment;
  return (
    <li className="row" data-testid={`payment-${chargeId}`} data-status={status}>
      <div className="lines">
        <h2 className="small">{renewal ? words.renewal : words.purchase}</h2>
        <p>
          <time dateTime={paidAt}>{day(paidAt)}</time>
        </p>
      </div>
      <div className="sum">
        <strong>
          <Star /> {number(stars)}
        </strong>
        <span className={status === "fulfilled" ? "badge good" : "badge"}>{words.status[status]}</span>
      </div>
    </li>
  );
}
