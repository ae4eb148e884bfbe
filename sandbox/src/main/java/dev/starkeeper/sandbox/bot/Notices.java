package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.stars.Charge;
import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.PreCheckout;
import dev.starkeeper.sandbox.stars.Subscription;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.updates.Mailbox;
import dev.starkeeper.sandbox.updates.UpdateKind;
import dev.starkeeper.sandbox.updates.UpdateText;
import java.time.Instant;
import java.util.OptionalInt;

/** Words what a bot is told and puts it into its mailbox, dated when it happened. */
record Notices(BotToken token, SentMessages messages, Heard heard, Mailbox mailbox) {
  private static final String CANCELED = "canceled";
  private static final String ACTIVE = "active";
  private static final String FAILED = "failed";

  void asked(PreCheckout query, User payer, Charge charge, Instant at) {
    var asked = new JsonObject();
    asked.addProperty("id", query.id());
    asked.add("from", payer.toJson());
    charge.addTo(asked);
    deliver(UpdateKind.PRE_CHECKOUT_QUERY, asked, at);
  }

  void paid(Payment payment) {
    var payer = payment.payer();
    var message = message(payer, payer.toJson(), payment.paidAt());
    message.add("successful_payment", payment.toSuccessfulPayment());
    deliver(payer, message, payment.paidAt());
  }

  void refunded(Payment payment, Instant at) {
    var message = message(payment.payer(), BotProfile.asSender(token), at);
    message.add("refunded_payment", payment.toRefundedPayment());
    deliver(payment.payer(), message, at);
  }

  OptionalInt wrote(User sender, String text, Instant at) {
    var message = message(sender, sender.toJson(), at);
    message.addProperty("text", text);
    var commands = BotCommands.in(text);
    if (!commands.isEmpty()) message.add("entities", commands);
    return deliver(sender, message, at);
  }

  OptionalInt pressed(String id, User user, SentMessage under, String data, Instant at) {
    var message = new JsonObject();
    message.addProperty("message_id", under.messageId());
    message.add("from", BotProfile.asSender(token));
    message.add("chat", user.toChatJson());
    message.addProperty("date", under.sentAt().getEpochSecond());
    if (under.invoice() == null) message.addProperty("text", under.text());
    else message.add("invoice", under.invoice().terms().toJson());
    message.add("reply_markup", under.replyMarkup());
    var pressed = new JsonObject();
    pressed.addProperty("id", id);
    pressed.add("from", user.toJson());
    pressed.add("message", message);
    pressed.addProperty("chat_instance", Long.toString(user.id()));
    pressed.addProperty("data", data);
    return deliver(UpdateKind.CALLBACK_QUERY, pressed, at);
  }

  void canceled(Subscription subscription, Instant at) {
    deliver(UpdateKind.SUBSCRIPTION, state(subscription, CANCELED), at);
  }

  void resumed(Subscription subscription, Instant at) {
    deliver(UpdateKind.SUBSCRIPTION, state(subscription, ACTIVE), at);
  }

  void failed(Subscription subscription, Instant at) {
    deliver(UpdateKind.SUBSCRIPTION, state(subscription, FAILED), at);
  }

  /** The Bot API's {@code BotSubscriptionUpdated}, which names no charge and no date. */
  private static JsonObject state(Subscription subscription, String state) {
    var json = new JsonObject();
    json.add("user", subscription.payer().toJson());
    json.addProperty("invoice_payload", subscription.renewal().payload());
    json.addProperty("state", state);
    return json;
  }

  private JsonObject message(User with, JsonObject from, Instant at) {
    var message = new JsonObject();
    message.addProperty("message_id", messages.nextMessageId());
    message.add("from", from);
    message.add("chat", with.toChatJson());
    message.addProperty("date", at.getEpochSecond());
    return message;
  }

  /** Stands in the chat, whether the bot wants to be told or not. */
  private OptionalInt deliver(User with, JsonObject message, Instant at) {
    var messageId = message.get("message_id").getAsInt();
    heard.add(new Heard.Message(with.id(), messageId, message));
    return deliver(UpdateKind.MESSAGE, message, at);
  }

  private OptionalInt deliver(UpdateKind kind, JsonObject content, Instant at) {
    return mailbox.deliver(kind, at, UpdateText.of(kind, content));
  }
}
