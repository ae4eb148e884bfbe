package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.fault.FaultPlan;
import dev.starkeeper.sandbox.stars.Books;
import dev.starkeeper.sandbox.stars.Books.RefundResult;
import dev.starkeeper.sandbox.stars.Charge;
import dev.starkeeper.sandbox.stars.Invoice;
import dev.starkeeper.sandbox.stars.Invoices;
import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.PreCheckouts;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.updates.Mailbox;
import dev.starkeeper.sandbox.updates.UpdateKind;
import dev.starkeeper.sandbox.updates.UpdateText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One bot and all that Telegram keeps for it.
 *
 * <p>Each part guards itself and calls no other while it does, so bots never wait for one another
 * and a bot's pollers never wait for its payers.
 */
public final class Bot {
  private static final String TIMEOUT = "BOT_PRECHECKOUT_TIMEOUT";

  private final BotToken token;
  private final InstantSource clock;
  private final Timing timing;
  private final Mailbox mailbox;
  private final Invoices invoices = new Invoices();
  private final PreCheckouts preCheckouts;
  private final Books books = new Books();
  private final Chats chats = new Chats();
  private final SentMessages messages = new SentMessages();
  private final CallCounts calls = new CallCounts();
  private final FaultPlan faults = new FaultPlan();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean revoked;

  Bot(BotToken token, InstantSource clock, Timing timing) {
    this.token = token;
    this.clock = clock;
    this.timing = timing;
    this.preCheckouts = new PreCheckouts(timing.preCheckoutTimeout());
    this.mailbox = new Mailbox(clock, timing.pollPacing());
  }

  /**
   * Plays a user who confirms {@code charge}; blocks until the bot has answered or its time is up.
   */
  public PayResult pay(Invoice invoice, User payer, Charge charge) throws InterruptedException {
    chats.meet(payer);
    var query = preCheckouts.ask();
    var asked = new JsonObject();
    asked.addProperty("id", query.id());
    asked.add("from", payer.toJson());
    charge.addTo(asked);
    mailbox.deliver(
        UpdateKind.PRE_CHECKOUT_QUERY, UpdateText.of(UpdateKind.PRE_CHECKOUT_QUERY, asked));
    return switch (preCheckouts.await(query)) {
      case PreCheckouts.Result.Answered(var answer) when answer.ok() ->
          new PayResult.Paid(settle(invoice, payer, charge), answer.millis());
      case PreCheckouts.Result.Answered(var answer) ->
          new PayResult.Failed(answer.error(), answer.millis());
      case PreCheckouts.Result.TimedOut _ ->
          new PayResult.Failed(TIMEOUT, timing.preCheckoutTimeout().toMillis());
      case PreCheckouts.Result.Abandoned _ -> new PayResult.Cancelled();
    };
  }

  private Payment settle(Invoice invoice, User payer, Charge charge) {
    var payment = books.pay(payer, charge, now());
    invoice.timesPaid().incrementAndGet();
    var message = message(payer, payer.toJson());
    message.add("successful_payment", payment.toSuccessfulPayment());
    deliver(message);
    return payment;
  }

  /** Gives a whole charge back; the bot sees it as a message of its own. */
  public RefundResult refund(long userId, String chargeId) {
    var result = books.refund(userId, chargeId, now());
    if (result instanceof RefundResult.Refunded(var payment)) {
      var message = message(payment.payer(), BotProfile.asSender(token));
      message.add("refunded_payment", payment.toRefundedPayment());
      deliver(message);
    }
    return result;
  }

  /** A refund the bot did not ask for, such as Telegram's own. */
  public RefundResult refundFromOutside(String chargeId) {
    return books
        .payerOf(chargeId)
        .map(payer -> refund(payer.id(), chargeId))
        .orElseGet(RefundResult.UnknownCharge::new);
  }

  /** Plays a user who writes to the bot; returns the update's id, if the bot wants messages. */
  public OptionalInt receive(User sender, String text) {
    chats.meet(sender);
    var message = message(sender, sender.toJson());
    message.addProperty("text", text);
    var commands = BotCommands.in(text);
    if (!commands.isEmpty()) message.add("entities", commands);
    return deliver(message);
  }

  private JsonObject message(User with, JsonObject from) {
    var message = new JsonObject();
    message.addProperty("message_id", messages.nextMessageId());
    message.add("from", from);
    message.add("chat", with.toChatJson());
    message.addProperty("date", now().getEpochSecond());
    return message;
  }

  private OptionalInt deliver(JsonObject message) {
    return mailbox.deliver(UpdateKind.MESSAGE, UpdateText.of(UpdateKind.MESSAGE, message));
  }

  /** For a wait that must end when the bot does. */
  public void rest(Duration time) throws InterruptedException {
    if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) throw new InterruptedException();
  }

  /** Lets everyone go who waits for this bot. */
  void close() {
    closed.countDown();
    preCheckouts.close();
    mailbox.close();
  }

  public void revoke() {
    revoked = true;
  }

  public boolean isRevoked() {
    return revoked;
  }

  public Instant now() {
    return clock.instant();
  }

  public BotToken token() {
    return token;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public Invoices invoices() {
    return invoices;
  }

  public PreCheckouts preCheckouts() {
    return preCheckouts;
  }

  public Books books() {
    return books;
  }

  public Chats chats() {
    return chats;
  }

  public SentMessages messages() {
    return messages;
  }

  public CallCounts calls() {
    return calls;
  }

  public FaultPlan faults() {
    return faults;
  }
}
