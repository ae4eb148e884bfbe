import { useState } from "preact/hooks";
import type { Fault, FaultPlan } from "../types";
import { useDesk } from "./hooks";
import type { Desk } from "./model";

const KINDS: { kind: string; label: string; hint: string; fault?: Partial<Fault> }[] = [
  { kind: "lose_answer", label: "The answer is lost", hint: "It is done, then the connection is cut." },
  { kind: "lose_request", label: "The request is lost", hint: "The connection is cut, nothing is done." },
  { kind: "delay", label: "It takes three seconds", hint: "It is done, but later.", fault: { ms: 3000 } },
  { kind: "too_many_requests", label: "429", hint: "Too many requests, with two seconds to wait.", fault: { retryAfter: 2 } },
  { kind: "server_error", label: "500", hint: "In Telegram's own form; nothing is done." },
  { kind: "html", label: "502 in HTML", hint: "A gateway's error page; nothing is done." },
  { kind: "empty", label: "No body", hint: "An answer without a body; nothing is done." },
  { kind: "garbage", label: "Garbage", hint: "An answer that is no JSON; nothing is done." },
  { kind: "duplicate_updates", label: "Updates come twice", hint: "Each update of a batch, in getUpdates." },
  { kind: "reorder_updates", label: "Updates come in disorder", hint: "Those of a batch, in getUpdates." },
];

const METHODS = [
  "*",
  "answerPreCheckoutQuery",
  "createInvoiceLink",
  "editUserStarSubscription",
  "getMyStarBalance",
  "getStarTransactions",
  "getUpdates",
  "refundStarPayment",
  "sendInvoice",
  "sendMessage",
];

/** What goes wrong between the bot and Telegram. */
export function Faults({ desk }: { desk: Desk }) {
  const { faults } = useDesk(desk);
  const [method, setMethod] = useState("*");
  const put = async (plan: FaultPlan): Promise<void> => {
    const after = await desk.try(() => desk.api.put<FaultPlan>("faults", plan));
    if (after) desk.set({ faults: after });
  };
  const change = (fault: Fault, isOn: boolean): void => {
    const place = placeOf(fault.kind, method);
    const others = (faults[place] ?? []).filter((known) => !(known.kind === fault.kind && known.times === fault.times));
    void put({ ...faults, [place]: isOn ? [...others, fault] : others });
  };
  return (
    <>
      <label class="inline">
        <span class="title">Calls of</span>
        <select data-testid="fault-method" value={method} onChange={(event) => setMethod(event.currentTarget.value)}>
          {METHODS.map((name) => <option key={name} value={name}>{name === "*" ? "every method" : name}</option>)}
        </select>
      </label>
      <ul class="rows switches">
        {KINDS.map(({ kind, label, hint, fault }) => {
          const of = (faults[placeOf(kind, method)] ?? []).filter((known) => known.kind === kind);
          const isOn = of.some((known) => known.times === 0);
          const left = of.reduce((sum, known) => sum + known.times, 0);
          return (
            <li key={kind}>
              <button
                type="button"
                role="switch"
                class="switch"
                data-testid={`fault-${kind}`}
                aria-checked={isOn}
                aria-label={label}
                onClick={() => change({ ...fault, kind, times: 0 }, !isOn)}
              />
              <span class="about">
                {label}
                <small>{hint}</small>
              </span>
              <button
                type="button"
                class="small"
                data-testid={`fault-once-${kind}`}
                aria-label={`${label}, once`}
                onClick={() => void put(oneMore(faults, placeOf(kind, method), { ...fault, kind, times: 1 }))}
              >
                Once{left > 0 ? ` (${left} to come)` : ""}
              </button>
            </li>
          );
        })}
      </ul>
      <div class="row">
        <button type="button" data-testid="faults-off" disabled={Object.keys(faults).length === 0} onClick={() => void put({})}>
          Everything works again
        </button>
      </div>
      <p class="hint">
        Percentages, seeds and other waits: <code>PUT /sandbox/faults</code> in docs/sandbox.md.
      </p>
    </>
  );
}

/** Two kinds are of getUpdates alone. */
function placeOf(kind: string, method: string): string {
  return kind.endsWith("_updates") ? "getUpdates" : method;
}

function oneMore(plan: FaultPlan, place: string, fault: Fault): FaultPlan {
  return { ...plan, [place]: [...(plan[place] ?? []), fault] };
}
