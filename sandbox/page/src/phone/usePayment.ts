import { useCallback, useRef, useState } from "preact/hooks";
import { ControlError } from "../api";
import type { Desk } from "../desk/model";
import type { InvoiceStatus } from "../frame/lies";
import type { Event, Sheet } from "../sheet/machine";
import { next, opened, packFor } from "../sheet/machine";
import type { Offer, PayAnswer } from "../types";
import { starsInWords } from "../words";

const SUCCESS_SHOWN = 1_100; // milliseconds

export type Payment = {
  sheet?: Exclude<Sheet, { at: "closed" }>;
  open: (slug: string) => void;
  send: (type: "pay" | "topUp" | "close") => void;
  /** The user is another one from now on. */
  leave: () => void;
};

/** Runs a payment sheet; `closed` hears what it says when it closes, which is once. */
export function usePayment(desk: Desk, closed: (slug: string, status: InvoiceStatus) => void): Payment {
  const [sheet, draw] = useState<Sheet>();
  // Beside what is drawn, because two presses may come before one drawing.
  const current = useRef<Sheet>();

  const put = useCallback((to: Sheet | undefined) => {
    current.current = to;
    draw(to);
  }, []);

  /** What happened to one certain sheet, which may be closed by now. */
  const happen = useCallback(
    (slug: string, event: Event): boolean => {
      const before = current.current;
      if (before?.slug !== slug) return false;
      const after = next(before, event);
      if (after === before) return false;
      put(after);
      if (after.at === "closed") {
        put(undefined);
        closed(after.slug, after.status);
      }
      return true;
    },
    [put, closed],
  );

  const open = (slug: string): void => {
    if (current.current) {
      // One sheet at a time; who asks for another must not wait for its end for ever.
      if (current.current.slug !== slug) closed(slug, "cancelled");
      return;
    }
    put(opened(slug));
    desk.api.get<Offer>("invoice", { slug }).then(
      (offer) => happen(slug, { type: "loaded", offer }),
      (e: unknown) => happen(slug, { type: "lost", error: e instanceof ControlError ? "This invoice does not exist." : String(e) }),
    );
  };

  const pay = (slug: string): void => {
    if (!happen(slug, { type: "pay" })) return;
    const before = current.current;
    if (before?.at !== "paying") return;
    const { offer } = before;
    void send(desk, offer.link).then((answer) => {
      const wasOpen = happen(slug, { type: "answered", answer });
      if (answer.status !== "paid") return;
      if (wasOpen) setTimeout(() => current.current?.at === "paid" && happen(slug, { type: "close" }), SUCCESS_SHOWN);
      else desk.say(`Paid ${starsInWords(offer.amount)} for ${offer.title}.`);
      desk.refreshSoon();
    });
  };

  const topUp = async (slug: string): Promise<void> => {
    const before = current.current;
    const person = desk.person;
    if (before?.at !== "short" || !person) return;
    const pack = packFor(before.offer.amount, person.stars ?? 0);
    const done = await desk.try(() => desk.api.post("users", { user: person.user, add: pack }));
    await desk.refresh();
    if (done) happen(slug, { type: "toppedUp" });
  };

  return {
    ...(sheet && sheet.at !== "closed" ? { sheet } : {}),
    open,
    leave: () => put(undefined),
    send: (type) => {
      const slug = current.current?.slug;
      if (slug === undefined) return;
      if (type === "pay") pay(slug);
      else if (type === "topUp") void topUp(slug);
      else happen(slug, { type: "close" });
    },
  };
}

async function send(desk: Desk, link: string): Promise<PayAnswer> {
  try {
    return await desk.api.post<PayAnswer>("pay", { link, user: desk.person?.user });
  } catch (e) {
    return { status: "failed", error: e instanceof ControlError ? e.message : "The sandbox does not answer." };
  }
}
