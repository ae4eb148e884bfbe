package dev.starkeeper.bot.chat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.Purchase;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.DescribeCustomer;
import dev.starkeeper.sale.DescribeCustomer.Holdings;
import dev.starkeeper.store.PurchaseStore;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.ChatMessage.Button;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows somebody what he owns and what he paid, and lets him end what he pays for again. */
final class ShowPurchases {
  private static final int PAYMENTS = 10;
  private static final int MOST_LINES = 30; // of each kind: the whole must fit a message
  private static final int MOST_BUTTONS = 10;

  private final Database database;
  private final BotId bot;
  private final Speaker speaker;
  private final Duration grace;
  private final InstantSource clock;

  ShowPurchases(
      Database database, BotId bot, Speaker speaker, Duration grace, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.speaker = speaker;
    this.grace = grace;
    this.clock = clock;
  }

  /** All of it at one time. */
  private record Found(
      Holdings holdings, Map<String, String> titles, List<Purchase> paid, Instant now) {
    List<Subscription> lasting(Duration grace) {
      return holdings.subscriptions().stream()
          .filter(one -> one.statusAt(now, grace) != Subscription.Status.EXPIRED)
          .limit(MOST_LINES)
          .toList();
    }
  }

  void show(ChatUpdate update) {
    var customer = update.from().id();
    var in = speaker.to(update.from());
    var found = find(customer);
    var buttons = new ArrayList<Button>();
    for (var subscription : found.lasting(grace)) {
      if (!subscription.parties().buyer().equals(customer)) continue;
      if (buttons.size() < MOST_BUTTONS) button(in, subscription).ifPresent(buttons::add);
    }
    speaker.reply(update, ChatMessage.with(text(in, found), Speaker.withBack(in, buttons)));
  }

  private Found find(TelegramUserId customer) {
    var now = clock.instant();
    var holdings = new DescribeCustomer(database, bot, grace).describe(customer, now);
    return database.inTransaction(tx ->
        new Found(
            holdings,
            PurchaseStore.titles(tx, bot, customer),
            PurchaseStore.last(tx, bot, customer, PAYMENTS),
            now));
  }

  /** None where only the buyer himself can change it, in Telegram. */
  private static Optional<Button> button(Spoken in, Subscription subscription) {
    var title = subscription.item().title();
    var id = subscription.id().payload();
    return switch (subscription.term().renewal()) {
      case ON, ALLOWED_AGAIN, FAILED ->
          Optional.of(new Button.Press(in.say("button.cancel", title), "cancel:" + id));
      case CANCELED_BY_MERCHANT ->
          Optional.of(new Button.Press(in.say("button.resume", title), "resume:" + id));
      case CANCELED_BY_BUYER, REFUNDED -> Optional.empty();
    };
  }

  private String text(Spoken in, Found found) {
    var parts = new ArrayList<String>();
    var owned = owned(in, found);
    add(parts, in.say("purchases.owned"), owned);
    var subscriptions =
        found.lasting(grace).stream().map(one -> line(in, one, found.now())).toList();
    add(parts, in.say("purchases.subscriptions"), subscriptions);
    add(parts, in.say("purchases.payments"), found.paid().stream().map(p -> line(in, p)).toList());
    return parts.isEmpty() ? in.say("purchases.none") : String.join("\n\n", parts);
  }

  private static void add(List<String> parts, String head, List<String> lines) {
    if (lines.isEmpty()) return;
    parts.add(head + "\n" + lines.stream().map("• "::concat).collect(Collectors.joining("\n")));
  }

  private static List<String> owned(Spoken in, Found found) {
    var lines = new ArrayList<String>();
    for (var ownership : found.holdings().entitlements()) {
      if (!ownership.isActiveAt(found.now())) continue;
      var key = ownership.entitlement().key();
      var title = found.titles().getOrDefault(key, key);
      lines.add(
          ownership.endsAt().equals(Ownership.NEVER)
              ? in.say("purchases.forever", title)
              : in.say("purchases.until", title, in.day(ownership.endsAt())));
    }
    found
        .holdings()
        .credits()
        .forEach((unit, balance) -> lines.add(in.say("purchases.credits", unit, balance)));
    return lines.stream().limit(MOST_LINES).toList();
  }

  private String line(Spoken in, Subscription subscription, Instant now) {
    return in.say(
        "subscription." + subscription.statusAt(now, grace),
        subscription.item().title(),
        subscription.item().stars().amount(),
        in.day(subscription.term().periodEndsAt()));
  }

  /** Also what stands on the button that asks about it. */
  static String line(Spoken in, Purchase purchase) {
    return in.say(
        "payment." + purchase.status(),
        in.day(purchase.paidAt()),
        purchase.title().orElseGet(() -> in.say("payment.untitled")),
        purchase.stars().amount());
  }
}
