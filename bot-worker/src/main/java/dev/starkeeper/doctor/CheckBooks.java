package dev.starkeeper.doctor;

import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.Books;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.store.CheckupStore.Waiting;
import dev.starkeeper.store.FiguresStore.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Judges what a bot's rows say. */
final class CheckBooks {
  private static final int MISSED = 3; // of those that RECONCILE_EVERY promises
  private static final Duration LEAST = Duration.ofMinutes(5); // a long history takes its time
  private static final Duration RECENT = Duration.ofDays(1);

  private CheckBooks() {}

  static Finding books(Books books, Instant now, Duration reconcileEvery) {
    return switch (books.balance()) {
      case BalanceReading.NotYet _ ->
          Finding.warning(
              "books",
              "Telegram's history was never read to its end",
              "Start a worker, and see what it logs of the history.");
      case BalanceReading.Told(var told, var at) -> read(books, told, at, now, reconcileEvery);
    };
  }

  private static Finding read(
      Books books, StarAmount balance, Instant at, Instant now, Duration reconcileEvery) {
    var words = "Telegram's balance is %s, read at %s".formatted(balance.inWords(), at);
    var limit = reconcileEvery.multipliedBy(MISSED).plus(LEAST);
    if (Duration.between(at, now).compareTo(limit) > 0) {
      return Finding.trouble(
          "books",
          words + ": too long ago for RECONCILE_EVERY=" + reconcileEvery,
          "Start a worker, and see what it logs of reconcile.");
    }
    var isDifferent = books.difference().filter(StarAmount.ZERO::equals).isEmpty();
    if (books.cursor().isAtEnd() && isDifferent) {
      return Finding.trouble(
          "books",
          String.join(" ", books.warnings()),
          "Read docs/reconciliation.md, and compare GET /v1/books with the bot's list of Stars.");
    }
    return books.warnings().isEmpty()
        ? Finding.ok("books", words + ", and explained to the last Star")
        : Finding.warning(
            "books", String.join(" ", books.warnings()), "Read docs/reconciliation.md.");
  }

  /** A payment that no update told of here was told to somebody else, or while nobody listened. */
  static Finding recovered(Books books, Instant now) {
    var found = books.findings();
    var words =
        "%d payments and %d refunds were first heard of from Telegram's history"
            .formatted(found.payments(), found.refunds());
    var isRecent = found.lastAt().isAfter(now.minus(RECENT));
    return isRecent
        ? Finding.warning(
            "recovered",
            words + ", the last at " + found.lastAt(),
            "If a worker ran then, somebody else polls with this token: stop it, or get a new token"
                + " from BotFather (/revoke).")
        : Finding.ok("recovered", words);
  }

  static List<Finding> waiting(Figures figures, Waiting waiting) {
    return List.of(
        payments(figures.unmatched()),
        refunds(waiting.refundFailed()),
        webhooks(figures.webhooks().dead(), waiting.disabled()),
        rejected(waiting.rejected()));
  }

  private static Finding payments(long unmatched) {
    if (unmatched == 0) return Finding.ok("payments", "none is unmatched");
    return Finding.warning(
        "payments",
        unmatched + " unmatched: paid, and neither delivered nor returned",
        "See GET /v1/payments?status=unmatched, and assign each or refund it (docs/payments.md).");
  }

  private static Finding refunds(long failed) {
    if (failed == 0) return Finding.ok("refunds", "none has failed");
    return Finding.trouble(
        "refunds",
        failed + " refused by Telegram",
        "See GET /v1/payments?status=refund_failed, and request each again or settle it with its"
            + " payer.");
  }

  private static Finding webhooks(long dead, long disabled) {
    if (dead + disabled == 0) return Finding.ok("webhooks", "none is dead");
    return Finding.warning(
        "webhooks",
        "%d deliveries given up, %d endpoints disabled".formatted(dead, disabled),
        "Mend the endpoint, enable it, and have them delivered again (docs/webhooks.md).");
  }

  private static Finding rejected(long updates) {
    if (updates == 0) return Finding.ok("rejected", "no update was");
    return Finding.warning(
        "rejected",
        updates + " updates could not be used and are kept whole",
        "Look at them (select * from rejected_update order by received_at), and delete the rows that"
            + " are dealt with.");
  }
}
