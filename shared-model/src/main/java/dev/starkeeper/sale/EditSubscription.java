package dev.starkeeper.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Ends a subscription's renewal, or takes that back: Telegram first, then our state. */
public final class EditSubscription {
  /** What is to become of it. */
  public enum Wish {
    CANCEL,
    RESUME;

    private RenewalState after(RenewalState before) {
      return switch (this) {
        case CANCEL -> before.canceled();
        case RESUME -> before.allowedAgain();
      };
    }

    private SubscriptionNews news() {
      return switch (this) {
        case CANCEL -> SubscriptionNews.CANCELED;
        case RESUME -> SubscriptionNews.RESUMED;
      };
    }
  }

  /** Whose wish it is. */
  public enum By {
    /** Who has no say in what somebody else pays for him. */
    CUSTOMER,
    MERCHANT
  }

  /** What came of asking. */
  public sealed interface Outcome {
    /** Telegram has taken it; this is how it stands, whether that changed anything or not. */
    record Done(Subscription subscription) implements Outcome {}

    /** There is none, or none that he may edit. */
    record Unknown() implements Outcome {}

    /** It lasts no longer. */
    record Expired() implements Outcome {}
  }

  private final Database database;
  private final Bot bot;
  private final Duration grace;
  private final InstantSource clock;

  public EditSubscription(Database database, Bot bot, Duration grace, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * Safe to ask again.
   *
   * @param customer who asks, or for whom the merchant does
   * @throws TelegramException if Telegram does not do it; nothing is written then
   */
  public Outcome edit(InvoiceId id, TelegramUserId customer, By by, Wish wish) {
    var found = find(id).filter(subscription -> mayEdit(by, customer, subscription));
    if (found.isEmpty()) return new Outcome.Unknown();
    var subscription = found.get();
    if (subscription.statusAt(clock.instant(), grace) == Subscription.Status.EXPIRED) {
      return new Outcome.Expired();
    }
    tellTelegram(subscription, wish);
    var now = clock.instant();
    return new Outcome.Done(database.inTransaction(tx -> write(tx, id, wish, now)));
  }

  private Optional<Subscription> find(InvoiceId id) {
    return database.inTransaction(tx -> SubscriptionStore.find(tx, bot.id(), id));
  }

  private static boolean mayEdit(By by, TelegramUserId customer, Subscription found) {
    var isBuyer = found.parties().buyer().equals(customer);
    return switch (by) {
      case CUSTOMER -> isBuyer;
      case MERCHANT -> isBuyer || found.parties().recipient().equals(customer);
    };
  }

  /** A lost answer is settled by asking again: the second time changes nothing. */
  private void tellTelegram(Subscription subscription, Wish wish) {
    try {
      tellTelegramOnce(subscription, wish);
    } catch (TelegramException.Unreachable e) {
      tellTelegramOnce(subscription, wish);
    }
  }

  private void tellTelegramOnce(Subscription subscription, Wish wish) {
    bot.telegram()
        .editUserStarSubscription(
            subscription.parties().buyer(), subscription.firstCharge(), wish == Wish.CANCEL);
  }

  /** By what holds now: a charge or the buyer's own word may have come meanwhile. */
  private Subscription write(DSLContext tx, InvoiceId id, Wish wish, Instant now) {
    var locked = SubscriptionStore.lock(tx, bot.id(), List.of(id)).get(id);
    if (locked == null) throw new IllegalStateException("a subscription is gone: " + id);
    var before = locked.term().renewal();
    var renewal = wish.after(before);
    if (renewal == before) return locked;
    SubscriptionStore.setRenewal(tx, bot.id(), id, renewal);
    var changed = locked.with(renewal);
    // That the buyer had cancelled it himself was told then.
    if (before.isOver() != renewal.isOver()) {
      EventStore.append(tx, bot.id(), List.of(new Event.OfSubscription(wish.news(), changed, now)));
    }
    return changed;
  }
}
