package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.stars.Books;
import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.Subscription;
import dev.starkeeper.sandbox.stars.Subscription.Mark;
import dev.starkeeper.sandbox.stars.Subscriptions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets subscriptions renew, fail and end, each at its own time. */
record Renewals(Subscriptions subscriptions, Books books, Notices notices) {

  /** Does what is due at {@code now}, in the order it fell due, and tells of each. */
  void settle(Instant now, Consumer<Renewal> told) {
    for (var due = subscriptions.firstDue(now);
        due.isPresent();
        due = subscriptions.firstDue(now)) {
      told.accept(settle(due.get()));
    }
  }

  private Renewal settle(Subscription due) {
    var at = due.paidUntil();
    if (due.is(Mark.CANCELED)) return new Renewal.Ended(lapsed(due), at);
    if (due.is(Mark.FAILS_NEXT)) return failed(subscriptions.unmark(due, Mark.FAILS_NEXT), at);
    return charge(due, at)
        .<Renewal>map(payment -> new Renewal.Renewed(due, payment, at))
        .orElseGet(() -> failed(due, at));
  }

  private Renewal failed(Subscription due, Instant at) {
    var lapsed = lapsed(due);
    notices.failed(lapsed, at);
    return new Renewal.Failed(lapsed, at);
  }

  private Subscription lapsed(Subscription due) {
    return subscriptions.mark(due, Mark.LAPSED);
  }

  /** Takes the price of another period; nothing happens if the payer has too few Stars. */
  Optional<Payment> charge(Subscription subscription, Instant at) {
    var paid = books.renew(subscription, at);
    paid.ifPresent(payment -> {
      subscriptions.renewedBy(subscription, payment);
      notices.paid(payment);
    });
    return paid;
  }
}
