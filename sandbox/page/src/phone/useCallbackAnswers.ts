import { useEffect } from "preact/hooks";
import type { Desk } from "../desk/model";
import { hasReached } from "../words";

/** Shows what the bot answers to a press of the chosen user, as Telegram does above the chat. */
export function useCallbackAnswers(desk: Desk): void {
  useEffect(() => {
    const pressed = new Map<string, number>();
    return desk.watch((happening) => {
      if (happening.kind === "update") {
        const query = callbackQuery(happening.update);
        if (query) pressed.set(query.id, query.from.id);
      } else if (happening.kind === "call" && happening.method === "answerCallbackQuery" && hasReached(happening)) {
        const { callback_query_id: id = "", text = "" } = happening.parameters;
        if (pressed.get(id) === desk.view.userId && text !== "") desk.say(text);
        pressed.delete(id);
      }
    });
  }, [desk]);
}

function callbackQuery(update: string): { id: string; from: { id: number } } | undefined {
  if (!update.includes('"callback_query"')) return undefined;
  try {
    return (JSON.parse(update) as { callback_query?: { id: string; from: { id: number } } }).callback_query;
  } catch {
    return undefined;
  }
}
