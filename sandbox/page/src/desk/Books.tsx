import { Star } from "../Starred";
import type { Line, Payment, Subscription } from "../types";
import { day, nameOf, short, stars, starsInWords } from "../words";
import { useDesk } from "./hooks";
import type { Desk } from "./model";

/** What the bot earned, and what may become of it. */
export function Books({ desk }: { desk: Desk }) {
  const { state, history } = useDesk(desk);
  if (!state) return <p class="nothing">Loading…</p>;
  return (
    <>
      <dl class="sums">
        <Sum name="Balance in Stars" value={stars(state.balance)} />
        <Sum name="Payments" value={stars(state.totals.payments ?? 0)} />
        <Sum name="Refunds" value={stars(state.totals.refunds ?? 0)} />
        <Sum name="Subscriptions" value={stars(state.totals.subscriptions ?? 0)} />
      </dl>
      <h2>Payments</h2>
      <ul class="rows" data-testid="payments">
        {state.payments.map((payment) => <PaymentRow key={payment.chargeId} desk={desk} payment={payment} />)}
      </ul>
      {state.payments.length === 0 && <p class="nothing">Nobody has paid yet.</p>}
      {state.subscriptions.length > 0 && (
        <>
          <h2>Subscriptions</h2>
          <ul class="rows" data-testid="subscriptions">
            {state.subscriptions.map((one) => <SubscriptionRow key={one.firstChargeId} desk={desk} subscription={one} />)}
          </ul>
        </>
      )}
      <h2>History</h2>
      <p class="hint">As getStarTransactions tells it, but the newest first.</p>
      <ul class="rows" data-testid="history">
        {history.map((line, at) => <HistoryRow key={`${line.id}${line.receiver ? "-" : "+"}${at}`} line={line} />)}
      </ul>
    </>
  );
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function payerName(desk: Desk, userId: number): string {
  const person = desk.view.people.find(({ user }) => user.id === userId);
  return person ? nameOf(person.user) : `user ${userId}`;
}

function PaymentRow({ desk, payment }: { desk: Desk; payment: Payment }) {
  const { chargeId } = payment;
  const isRefunded = desk.view.state?.refunds.some((refund) => refund.chargeId === chargeId) ?? false;
  const what = `${starsInWords(payment.amount)} of ${payerName(desk, payment.userId)}`;
  return (
    <li>
      <span class="amount">{stars(payment.amount)} <Star /></span>
      <span class="about">
        {payerName(desk, payment.userId)}, {day(payment.paidAt)}
        <small title={chargeId}>{short(chargeId)} · {payment.payload}</small>
      </span>
      <span class="row">
        {isRefunded ? (
          <span class="badge">refunded</span>
        ) : (
          <button
            type="button"
            class="small"
            data-testid={`refund-${chargeId}`}
            aria-label={`Refund: ${what}`}
            onClick={() => void desk.control("refund", { chargeId }, `Refunded ${what}; the bot is told.`)}
          >
            Refund
          </button>
        )}
        <button
          type="button"
          class="small"
          data-testid={`chargeback-${chargeId}`}
          aria-label={`Chargeback: ${what}`}
          onClick={() => void desk.control("chargebacks", { chargeId }, `Charged back ${what}; the bot is not told.`)}
        >
          Chargeback
        </button>
      </span>
    </li>
  );
}

function SubscriptionRow({ desk, subscription }: { desk: Desk; subscription: Subscription }) {
  const chargeId = subscription.firstChargeId;
  const now = desk.view.state?.now ?? "";
  const hasEnded = subscription.lapsed || subscription.expiresAt < now;
  const who = payerName(desk, subscription.userId);
  const does = (name: string, label: string, done: string) => (
    <button
      type="button"
      class="small"
      data-testid={`${name}-${chargeId}`}
      aria-label={`${label}: ${who}`}
      onClick={() => void desk.control(`subscriptions/${name}`, { chargeId }, done)}
    >
      {label}
    </button>
  );
  return (
    <li>
      <span class="amount">{stars(subscription.amount)} <Star /></span>
      <span class="about">
        {who}, {hasEnded ? "ended" : subscription.canceled || subscription.botCanceled ? "ends" : "renews"} {day(subscription.expiresAt)}
        <small title={chargeId}>{statusOf(subscription)} · {subscription.payload}</small>
      </span>
      <span class="row">
        {subscription.lapsed && does("renew", "Pay late", "Renewed, late.")}
        {!hasEnded && !subscription.canceled && does("cancel", "Cancel", "The user canceled the subscription.")}
        {!hasEnded && subscription.canceled && does("resume", "Resume", "The user resumed the subscription.")}
        {!hasEnded && !subscription.failsNext && does("fail-next", "Fail next", "The next renewal will find no Stars.")}
      </span>
    </li>
  );
}

function statusOf(subscription: Subscription): string {
  const marks = [
    ...(subscription.lapsed ? ["lapsed"] : []),
    ...(subscription.canceled ? ["canceled by the user"] : []),
    ...(subscription.botCanceled ? ["canceled by the bot"] : []),
    ...(subscription.failsNext ? ["next renewal fails"] : []),
  ];
  return marks.length > 0 ? marks.join(", ") : "active";
}

function HistoryRow({ line }: { line: Line }) {
  const partner = line.source ?? line.receiver;
  const who = partner?.user ? nameOf(partner.user) : (partner?.type ?? "");
  return (
    <li>
      <span class={line.source ? "amount in" : "amount out"}>
        {line.source ? "+" : "−"}
        {stars(line.amount)} <Star />
      </span>
      <span class="about">
        {who}, {day(line.date)}
        <small title={line.id}>
          {partner?.transaction_type ?? partner?.type} · {short(line.id)}
        </small>
      </span>
    </li>
  );
}
