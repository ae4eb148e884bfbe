package dev.starkeeper.telegram;

import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SuccessfulPayment;

/**
 * One element of {@code getUpdates}' answer.
 *
 * @param id 0 when it had none
 * @param json as it came
 */
public record Update(long id, String json, Content content) {
  /** What it tells us. */
  public sealed interface Content {
    record AskedToPay(PreCheckoutQuery query) implements Content {}

    record Paid(SuccessfulPayment payment) implements Content {}

    record Refunded(RefundedPayment refund) implements Content {}

    record SubscriptionChanged(SubscriptionUpdate update) implements Content {}

    record Chatted(ChatUpdate update) implements Content {}

    /** Well formed, and nothing we act on. */
    record NotForUs() implements Content {}

    /** Not what the Bot API promises. */
    record Unreadable(String reason) implements Content {}
  }
}
