package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.fault.FaultPlan;
import dev.starkeeper.sandbox.stars.Books;
import dev.starkeeper.sandbox.stars.Charge;
import dev.starkeeper.sandbox.stars.History;
import dev.starkeeper.sandbox.stars.Invoice;
import dev.starkeeper.sandbox.stars.Invoices;
import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.PreCheckouts;
import dev.starkeeper.sandbox.stars.Subscriptions;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.updates.Mailbox;
import dev.starkeeper.sandbox.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One bot and all that Telegram keeps for it.
 *
 * <p>Each part guards itself and calls no other while it does, but for the books, which write the
 * history. The timeline stands above them: who moves Stars or the clock holds it first and the
 * parts after it. Nobody waits while holding either, so bots never wait for one another and a bot's
 * pollers never wait for its payers.
 */
public final class Bot {
  private static final String TIMEOUT = "BOT_PRECHECKOUT_TIMEOUT";
  private static final String TOO_FEW_STARS = "BALANCE_TOO_LOW";

  private final BotToken token;
  private final BotClock clock;
  private final Timing timing;
  private final Randomness randomness;
  private final Mailbox mailbox;
  private final Invoices invoices;
  private final PreCheckouts preCheckouts;
  private final History history = new History();
  private final Books books;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Chats chats = new Chats();
  private final CommandMenu menu = new CommandMenu();
  private final MenuButtons menuButtons = new MenuButtons();
  private final SentMessages messages = new SentMessages();
  private final Heard heard = new Heard();
  private final Watch watch;
  private final Notices notices;
  private final Timeline timeline;
  private final Treasury treasury;
  private final Subscribers subscribers;
  private final CallCounts calls = new CallCounts();
  private final FaultPlan faults;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean revoked;

  Bot(BotToken token, BotClock clock, Timing timing, Randomness randomness) {
    this.token = token;
    this.clock = clock;
    this.timing = timing;
    this.randomness = randomness;
    watch = new Watch(clock);
    mailbox = new Mailbox(clock, timing.pollPacing(), randomness.of(token, "updates"), watch);
    invoices = new Invoices(randomness.of(token, "invoices"));
    preCheckouts =
        new PreCheckouts(timing.preCheckoutTimeout(), randomness.of(token, "preCheckouts"));
    books = new Books(history, randomness.of(token, "books"));
    faults = new FaultPlan(randomness.faultSeed(token));
    notices = new Notices(token, messages, heard, mailbox);
    var renewals = new Renewals(subscriptions, books, notices);
    timeline = new Timeline(clock, renewals);
    treasury = new Treasury(timeline, books, history, notices);
    subscribers = new Subscribers(timeline, renewals);
  }

  /**
   * Plays a user who confirms {@code charge}; blocks until the bot has answered or its time is up.
   */
  public PayResult pay(Invoice invoice, User payer, Charge charge) throws InterruptedException {
    chats.meet(payer);
    if (!books.canPay(payer, charge)) return new PayResult.NotAsked(TOO_FEW_STARS);
    var query = preCheckouts.ask();
    notices.asked(query, payer, charge, now());
    return switch (preCheckouts.await(query)) {
      case PreCheckouts.Result.Answered(var answer) when answer.ok() ->
          settle(invoice, payer, charge)
              .<PayResult>map(payment -> new PayResult.Paid(payment, answer.millis()))
              .orElseGet(() -> new PayResult.Failed(TOO_FEW_STARS, answer.millis()));
      case PreCheckouts.Result.Answered(var answer) ->
          new PayResult.Failed(answer.error(), answer.millis());
      case PreCheckouts.Result.TimedOut _ ->
          new PayResult.Failed(TIMEOUT, timing.preCheckoutTimeout().toMillis());
      case PreCheckouts.Result.Abandoned _ -> new PayResult.Cancelled();
    };
  }

  /** Meanwhile the payer may have spent his Stars elsewhere. */
  private Optional<Payment> settle(Invoice invoice, User payer, Charge charge) {
    return timeline.then(now -> {
      var paid = books.pay(payer, charge, now);
      paid.ifPresent(payment -> {
        invoice.timesPaid().incrementAndGet();
        if (charge.isSubscription()) subscriptions.start(payment, invoice.terms().amount());
        notices.paid(payment);
      });
      return paid;
    });
  }

  /** Plays a user who writes to the bot; returns the update's id, if the bot wants messages. */
  public OptionalInt receive(User sender, String text) {
    chats.meet(sender);
    return notices.wrote(sender, text, now());
  }

  /** Plays a user who presses a button; returns the update's id, if the bot wants such. */
  public OptionalInt press(User user, SentMessage under, String data) {
    chats.meet(user);
    return notices.pressed(chats.press(), user, under, data, now());
  }

  /** Lets happen what is due by now, as it must before anything else is asked of the bot. */
  public void settleDue() {
    timeline.then(now -> now);
  }

  /** Moves this bot's clock, and lets happen what falls due on the way. */
  public Settled advance(Duration time) {
    var settled = timeline.advance(time);
    mailbox.dropExpired();
    return settled;
  }

  /** For a wait that must end when the bot does. */
  public void rest(Duration time) throws InterruptedException {
    if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) throw new InterruptedException();
  }

  /** Lets everyone go who waits for this bot. */
  void close() {
    closed.countDown();
    preCheckouts.close();
    watch.close();
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

  public History history() {
    return history;
  }

  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /** What is done with Stars besides paying for an invoice. */
  public Treasury treasury() {
    return treasury;
  }

  public Subscribers subscribers() {
    return subscribers;
  }

  Randomness randomness() {
    return randomness;
  }

  public Chats chats() {
    return chats;
  }

  public SentMessages messages() {
    return messages;
  }

  public CommandMenu menu() {
    return menu;
  }

  public MenuButtons menuButtons() {
    return menuButtons;
  }

  public Heard heard() {
    return heard;
  }

  public Watch watch() {
    return watch;
  }

  public CallCounts calls() {
    return calls;
  }

  public FaultPlan faults() {
    return faults;
  }
}
