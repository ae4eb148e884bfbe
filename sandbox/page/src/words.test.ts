import { expect, it } from "vitest";
import { hasReached } from "./words";

it.each([
  [200, undefined, true],
  [400, undefined, false],
  [0, "lose_answer", true],
  [0, "lose_request", false],
  [200, "delay", true],
  [400, "delay", false],
  [200, "garbage", false],
  [200, "empty", false],
])("a call with the status %s and the fault %s has reached Telegram: %s", (status, fault, reached) => {
  const call = { number: 1, at: "", kind: "call" as const, method: "answerCallbackQuery", parameters: {}, status, answer: "", ms: 1 };
  expect(hasReached(fault === undefined ? call : { ...call, fault })).toBe(reached);
});
