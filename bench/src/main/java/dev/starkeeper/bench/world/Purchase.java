package dev.starkeeper.bench.world;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;

/** One payment of an invoice, and when what happened to it. Of the stand-in's event loop alone. */
public final class Purchase {
  /** Telegram's own limit of an answer. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  final PlayedBot.Offer offer;
  final long user;
  final long asked;
  private final Promise<Boolean> answered = Promise.promise();
  private final Promise<Purchase> recorded = Promise.promise();
  private long answeredAfter;

  Purchase(PlayedBot.Offer offer, long user, long asked) {
    this.offer = offer;
    this.user = user;
    this.asked = asked;
  }

  /** An answer has arrived; returns whether he is charged. */
  boolean answered(boolean isApproved, long now) {
    answeredAfter = now - asked;
    var isCharged = isApproved && answeredAfter <= LONGEST_NANOS;
    answered.tryComplete(isCharged);
    if (!isCharged) recorded.tryFail(isApproved ? "answered too late" : "declined");
    return isCharged;
  }

  /** The bot has taken note of the payment. */
  void recorded() {
    recorded.tryComplete(this);
  }

  /** Nanoseconds from the tap to the answer, with what both ways took. */
  public long preCheckout() {
    return answeredAfter;
  }

  /** Whether he was charged, as soon as that is known. */
  public Future<Boolean> answer() {
    return answered.future();
  }

  /** Completes when the bot has confirmed the update that tells of the payment. */
  public Future<Purchase> record() {
    return recorded.future();
  }
}
