import { describe, expect, it } from "vitest";
import type { Offer, PayAnswer } from "../types";
import type { Event, Sheet } from "./machine";
import { next, opened, packFor } from "./machine";

const OFFER: Offer = { slug: "abc", link: "https://t.me/$abc", title: "Sword", description: "Sharp", amount: 5 };

function after(...events: Event[]): Sheet {
  return events.reduce(next, opened("abc"));
}

function answer(answered: PayAnswer): Event {
  return { type: "answered", answer: answered };
}

const LOADED: Event = { type: "loaded", offer: OFFER };
const PAY: Event = { type: "pay" };
const CLOSE: Event = { type: "close" };

describe("a payment sheet", () => {
  it("is paid and says so", () => {
    expect(after(LOADED, PAY, answer({ status: "paid" })).at).toBe("paid");
    expect(after(LOADED, PAY, answer({ status: "paid" }), CLOSE)).toEqual({ at: "closed", slug: "abc", status: "paid" });
  });

  it("takes a second press for none", () => {
    const once = after(LOADED, PAY);
    expect(next(once, PAY)).toBe(once);
  });

  it("shows the bot's own words and can be tried again", () => {
    const refused = after(LOADED, PAY, answer({ status: "failed", error: "Sold out, sorry." }));
    expect(refused).toMatchObject({ at: "ready", error: "Sold out, sorry." });
    expect(next(refused, PAY).at).toBe("paying");
    expect(next(refused, CLOSE)).toMatchObject({ status: "failed" });
  });

  it("says in words that the bot was silent", () => {
    const silent = after(LOADED, PAY, answer({ status: "failed", error: "BOT_PRECHECKOUT_TIMEOUT" }));
    expect(silent).toMatchObject({ error: "The bot did not answer in time. You have not been charged." });
  });

  it("offers Stars to who has too few, and goes on", () => {
    const short = after(LOADED, PAY, answer({ status: "failed", error: "BALANCE_TOO_LOW" }));
    expect(short.at).toBe("short");
    expect(next(short, { type: "toppedUp" }).at).toBe("ready");
    expect(next(short, CLOSE)).toMatchObject({ status: "failed" });
  });

  it.each<[string, Event[], string]>([
    ["before anything is known", [], "cancelled"],
    ["before paying", [LOADED], "cancelled"],
    ["while the bot is asked", [LOADED, PAY], "pending"],
    ["when there is no such invoice", [{ type: "lost", error: "None." }], "failed"],
  ])("closed %s says %s", (_, events, status) => {
    expect(after(...events, CLOSE)).toMatchObject({ at: "closed", status });
  });

  it("stays closed, whatever comes late", () => {
    const closed = after(LOADED, PAY, CLOSE);
    expect(next(closed, answer({ status: "paid" }))).toBe(closed);
    expect(next(closed, CLOSE)).toBe(closed);
  });
});

describe("a pack of Stars", () => {
  it("is the smallest that is enough", () => {
    expect(packFor(250, 0)).toBe(250);
    expect(packFor(250, 20)).toBe(250);
    expect(packFor(60, 20)).toBe(50);
    expect(packFor(1_000_000, 0)).toBe(1_000_000);
  });
});
