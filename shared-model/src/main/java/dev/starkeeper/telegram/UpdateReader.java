package dev.starkeeper.telegram;

import static dev.starkeeper.telegram.Fields.number;
import static dev.starkeeper.telegram.Fields.object;
import static dev.starkeeper.telegram.Fields.storable;
import static dev.starkeeper.telegram.Fields.text;
import static dev.starkeeper.telegram.Fields.user;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.model.Amount;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SuccessfulPayment;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads one update from its JSON, strictly where money is concerned: a field of the wrong type or
 * out of range makes the update unreadable, never something else than it says.
 */
public final class UpdateReader {
  private UpdateReader() {}

  /** Never fails: what cannot be read is an update that says so. */
  public static Update read(JsonElement json) {
    var text = json.toString();
    if (!json.isJsonObject()) return unreadable(0, text, "not an object");
    var update = json.getAsJsonObject();
    long id = 0;
    try {
      id = updateId(update);
      return new Update(id, text, content(id, update));
    } catch (IllegalArgumentException | DateTimeException e) {
      return unreadable(id, text, String.valueOf(e.getMessage()));
    }
  }

  /** From 1 to 2³¹−1: an offset made of any other could confirm what was never seen. */
  private static long updateId(JsonObject update) {
    var id = number(update, "update_id");
    if (id >= 1 && id <= Integer.MAX_VALUE) return id;
    throw new IllegalArgumentException("update_id is out of range: " + id);
  }

  private static Update unreadable(long id, String json, String reason) {
    return new Update(id, json, new Update.Content.Unreadable(reason));
  }

  private static Update.Content content(long id, JsonObject update) {
    if (update.has("pre_checkout_query")) {
      return new Update.Content.AskedToPay(query(object(update, "pre_checkout_query")));
    }
    if (update.has("subscription")) {
      return new Update.Content.SubscriptionChanged(
          subscription(id, object(update, "subscription")));
    }
    if (update.has("callback_query")) return ChatReader.pressed(id, update.get("callback_query"));
    if (!update.has("message")) return new Update.Content.NotForUs();
    var message = object(update, "message");
    if (message.has("successful_payment")) {
      return new Update.Content.Paid(payment(message, object(message, "successful_payment")));
    }
    return message.has("refunded_payment")
        ? new Update.Content.Refunded(refund(message, object(message, "refunded_payment")))
        : ChatReader.wrote(id, message);
  }

  private static PreCheckoutQuery query(JsonObject query) {
    return new PreCheckoutQuery(
        text(query, "id"),
        user(object(query, "from")),
        new Amount(text(query, "currency"), number(query, "total_amount")),
        text(query, "invoice_payload"));
  }

  private static SuccessfulPayment payment(JsonObject message, JsonObject payment) {
    return new SuccessfulPayment(
        new ChargeId(text(payment, "telegram_payment_charge_id")),
        user(object(message, "from")),
        stars(payment),
        storable(text(payment, "invoice_payload")),
        recurrence(payment),
        Instant.ofEpochSecond(number(message, "date")));
  }

  /** Telegram marks the first month as recurring too. */
  private static Recurrence recurrence(JsonObject payment) {
    if (!flag(payment, "is_recurring") && !flag(payment, "is_first_recurring")) {
      return Recurrence.none();
    }
    var until = Instant.ofEpochSecond(number(payment, "subscription_expiration_date"));
    return flag(payment, "is_first_recurring")
        ? new Recurrence.First(until)
        : new Recurrence.Renewal(until);
  }

  /** A message of the bot's own in its payer's chat: whom it is from does not matter. */
  private static RefundedPayment refund(JsonObject message, JsonObject refund) {
    return new RefundedPayment(
        new ChargeId(text(refund, "telegram_payment_charge_id")),
        user(object(message, "chat")),
        stars(refund),
        storable(text(refund, "invoice_payload")),
        Instant.ofEpochSecond(number(message, "date")));
  }

  private static SubscriptionUpdate subscription(long updateId, JsonObject subscription) {
    return new SubscriptionUpdate(
        updateId,
        user(object(subscription, "user")),
        text(subscription, "invoice_payload"),
        state(text(subscription, "state")));
  }

  private static SubscriptionUpdate.State state(String text) {
    return switch (text) {
      case "canceled" -> SubscriptionUpdate.State.CANCELED;
      case "active" -> SubscriptionUpdate.State.ACTIVE;
      case "failed" -> SubscriptionUpdate.State.FAILED;
      default -> throw new IllegalArgumentException("state is none we know: " + text);
    };
  }

  private static Stars stars(JsonObject moved) {
    var currency = text(moved, "currency");
    if (!currency.equals(Stars.CURRENCY)) {
      throw new IllegalArgumentException("currency is not XTR: " + currency);
    }
    var amount = number(moved, "total_amount");
    if (amount == (int) amount) return new Stars((int) amount);
    throw new IllegalArgumentException("total_amount is past 2^31: " + amount);
  }

  private static boolean flag(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonPrimitive flag
        && flag.isBoolean()
        && flag.getAsBoolean();
  }
}
