import type { ErrorCode } from "./http.ts";
import type { DeclineCode } from "./results.ts";

const again = ["Please try again in a minute. No Stars were taken.", "Попробуйте через минуту. Звёзды не списаны."];
const reopen = ["Please close the app and open it again.", "Закройте приложение и откройте его снова."];

/** In English and in Russian; `again` for whatever is not here. */
const WORDS: Partial<Record<ErrorCode | DeclineCode, string[]>> = {
  already_owned: ["You have this already. No Stars were taken.", "Это у вас уже есть. Звёзды не списаны."],
  sold_out: ["This is sold out. No Stars were taken.", "Всё распродано. Звёзды не списаны."],
  limit_reached: ["You cannot have more of this. No Stars were taken.", "Больше купить нельзя. Звёзды не списаны."],
  unknown_product: ["This is not sold any more.", "Это больше не продаётся."],
  failed: ["The payment did not go through.", "Оплата не прошла."],
  expired: ["The invoice has expired. Please try again.", "Срок счёта истёк. Попробуйте снова."],
  refunded: ["Your Stars were returned.", "Звёзды возвращены."],
  unreachable: ["There is no connection. Please try again.", "Нет связи. Попробуйте снова."],
  expired_init_data: reopen,
  invalid_init_data: reopen,
  missing_credentials: reopen,
  cannot_open_invoice: ["Please update Telegram and try again.", "Обновите Telegram и попробуйте снова."],
};

/** A sentence for the buyer about a code of a {@link StarkeeperError} or of a declined purchase, in English or Russian. */
export function explain(code: ErrorCode | DeclineCode, language?: string): string {
  return (WORDS[code] ?? again)[russian(language)]!;
}

/**
 * What to show to somebody who is short of Stars. No method of a Mini App opens Telegram's top-up; its payment sheet offers one by
 * itself. The link is one of Telegram's deep links, for a balance of at least so many Stars: whether a client follows it out of a Mini
 * App is not promised anywhere, so show the message too.
 */
export function topUp(stars: number, language?: string): { message: string; link: string } {
  return {
    message: [
      `You need ${stars} Stars. Telegram offers them when you pay.`,
      `Нужно звёзд: ${stars}. Их можно купить при оплате.`,
    ][russian(language)]!,
    link: `tg://stars_topup?balance=${stars}`,
  };
}

function russian(language = ""): 0 | 1 {
  return language.startsWith("ru") ? 1 : 0;
}
