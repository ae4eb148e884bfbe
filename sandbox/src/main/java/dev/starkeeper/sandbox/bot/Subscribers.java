package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.Subscription;
import dev.starkeeper.sandbox.stars.Subscription.Mark;
import dev.starkeeper.sandbox.stars.Subscriptions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What subscribers do, and the bot to them, between one renewal and the next. */
public final class Subscribers {
  private final Timeline timeline;
  private final Renewals renewals;
  private final Subscriptions subscriptions;
  private final Notices notices;

  Subscribers(Timeline timeline, Renewals renewals) {
    this.timeline = timeline;
    this.renewals = renewals;
    this.subscriptions = renewals.subscriptions();
    this.notices = renewals.notices();
  }

  /** Finds the one that is meant. */
  @FunctionalInterface
  public interface Which extends Function<Subscriptions, Optional<Subscription>> {}

  /** What comes of asking for something. */
  public sealed interface Result {
    record Changed(Subscription subscription) implements Result {}

    /** It was so already, and nobody is told. */
    record Unchanged(Subscription subscription) implements Result {}

    record Paid(Payment payment) implements Result {}

    record TooFewStars() implements Result {}

    /** {@code reason} completes the sentence: the subscription … */
    record Impossible(String reason) implements Result {}

    record Unknown() implements Result {}
  }

  /** A user wants no renewal; the bot is told. */
  public Result cancel(Which which) {
    return onOne(
        which,
        (found, now) -> {
          if (found.is(Mark.LAPSED)) return hasEnded(found);
          if (found.is(Mark.CANCELED)) return new Result.Unchanged(found);
          var canceled = subscriptions.mark(found, Mark.CANCELED);
          notices.canceled(canceled, now);
          return new Result.Changed(canceled);
        });
  }

  /** A user wants renewals after all; the bot is told. */
  public Result resume(Which which) {
    return onOne(
        which,
        (found, now) -> {
          if (found.is(Mark.LAPSED)) return hasEnded(found);
          if (found.is(Mark.BARRED)) {
            return new Result.Impossible("was canceled by the bot, so its user cannot resume it");
          }
          if (!found.is(Mark.CANCELED)) return new Result.Unchanged(found);
          var resumed = subscriptions.unmark(found, Mark.CANCELED);
          notices.resumed(resumed, now);
          return new Result.Changed(resumed);
        });
  }

  /** Its next renewal finds no Stars, whatever its user has. */
  public Result failNext(Which which) {
    return onOne(
        which,
        (found, _) -> {
          if (found.is(Mark.LAPSED)) return hasEnded(found);
          return found.is(Mark.FAILS_NEXT)
              ? new Result.Unchanged(found)
              : new Result.Changed(subscriptions.mark(found, Mark.FAILS_NEXT));
        });
  }

  /** A user pays for another period after a renewal failed. */
  public Result renew(Which which) {
    return onOne(
        which,
        (found, now) -> {
          if (!found.is(Mark.LAPSED)) {
            return new Result.Impossible("is paid until " + found.paidUntil());
          }
          if (found.is(Mark.CANCELED)) {
            return new Result.Impossible(
                "was canceled before it ended; its user has to buy it anew");
          }
          return renewals
              .charge(found, now)
              .<Result>map(Result.Paid::new)
              .orElseGet(Result.TooFewStars::new);
        });
  }

  /**
   * What {@code editUserStarSubscription} does, of which no update tells; false unless {@code
   * chargeId} is the first charge of a subscription of that user.
   */
  public boolean edit(long userId, String chargeId, boolean isCanceled) {
    return timeline.then(_ -> {
      var found =
          subscriptions
              .byChargeId(chargeId)
              .filter(subscription -> subscription.payer().id() == userId)
              .filter(subscription -> subscription.firstChargeId().equals(chargeId));
      found.ifPresent(subscription -> edit(subscription, isCanceled));
      return found.isPresent();
    });
  }

  /** Not canceled only lets the user resume: no charge comes of it. */
  private void edit(Subscription subscription, boolean isCanceled) {
    if (isCanceled) {
      var canceled = subscriptions.mark(subscription, Mark.CANCELED);
      subscriptions.mark(canceled, Mark.BARRED);
    } else {
      subscriptions.unmark(subscription, Mark.BARRED);
    }
  }

  private Result onOne(Which which, BiFunction<Subscription, Instant, Result> deed) {
    return timeline.then(now ->
        which
            .apply(subscriptions)
            .map(found -> deed.apply(found, now))
            .orElseGet(Result.Unknown::new));
  }

  private static Result hasEnded(Subscription subscription) {
    return new Result.Impossible("has ended at " + subscription.paidUntil());
  }
}
