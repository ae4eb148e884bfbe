import type { Entitlement, Product, Subscription } from "@starkeeper/mini-app";
import { useStarkeeper } from "@starkeeper/mini-app/react";
import { useEffect, useRef, useState } from "react";
import { KindIcon } from "./icons.tsx";
import { useResult, useTell } from "./toast.tsx";
import { named, useSpeech } from "./ui.ts";

interface SubscriptionProps {
  subscription: Subscription;
  product: Product | undefined;
  /** What he has by it now. */
  entitlement: Entitlement | undefined;
}

/** A subscription: when it renews, and the end of that. */
export function SubscriptionRow({ subscription, product, entitlement }: SubscriptionProps) {
  const { words, day, number } = useSpeech();
  const { sku, status, currentPeriodEnd, renews, stars } = subscription;
  const title = product ? named(product, words).title : sku;
  const when = day(currentPeriodEnd);
  return (
    <li className="row tall" data-testid={`subscription-${sku}`} data-status={status}>
      <KindIcon kind="subscription" />
      <div className="lines" data-testid={entitlement && `owned-${entitlement.key}`}>
        <h3>
          {title} <span className="quiet">· {words.subscriptions}</span>
        </h3>
        <p>{state()}</p>
        <Renewal subscription={subscription} title={title} when={when} />
      </div>
    </li>
  );

  function state(): string {
    switch (status) {
      case "active":
        return renews ? words.renews(when, number(stars)) : words.allowed(when);
      case "canceled":
        return words.ends(when);
      case "past_due":
        return words.pastDue;
      case "expired":
        return words.over;
    }
  }
}

function Renewal({ subscription, title, when }: { subscription: Subscription; title: string; when: string }) {
  const { words } = useSpeech();
  const starkeeper = useStarkeeper();
  const tell = useTell();
  const { error } = useResult();
  const [step, setStep] = useState<"resting" | "asking" | "busy">("resting");
  const question = useRef<HTMLButtonElement>(null);
  const { id, sku, status } = subscription;
  useEffect(() => {
    if (step === "asking") question.current?.focus();
  }, [step]);

  async function change(what: () => Promise<unknown>, done?: string): Promise<void> {
    setStep("busy");
    try {
      await what();
      if (done) tell({ status: "done", text: done });
    } catch (e) {
      error(e);
    } finally {
      setStep("resting");
    }
  }

  if (status === "expired") return null;
  if (step === "asking") {
    return (
      <div className="question" role="group" aria-label={words.cancelNamed(title)}>
        <p>{words.cancelSure(when)}</p>
        <button type="button" className="plain bad" data-testid={`confirm-cancel-${sku}`} onClick={() => void change(() => starkeeper.cancelSubscription(id), words.ends(when))}>
          {words.cancelYes}
        </button>
        <button type="button" className="plain" ref={question} onClick={() => setStep("resting")}>
          {words.keep}
        </button>
      </div>
    );
  }
  return status === "canceled" ? (
    <button
      type="button"
      className="plain"
      data-testid={`resume-${sku}`}
      aria-label={words.resumeNamed(title)}
      aria-busy={step === "busy"}
      onClick={() => void (step === "busy" || change(() => starkeeper.resumeSubscription(id), words.resumed))}
    >
      {words.resume}
    </button>
  ) : (
    <button
      type="button"
      className="plain"
      data-testid={`cancel-${sku}`}
      aria-label={words.cancelNamed(title)}
      aria-busy={step === "busy"}
      onClick={() => step === "resting" && setStep("asking")}
    >
      {words.cancel}
    </button>
  );
}
