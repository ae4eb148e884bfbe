package dev.starkeeper.model;

import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Telegram's list of what moved a bot's Stars, as far as it is copied, beside Telegram's own sum
 * and our own charges.
 *
 * @param totals of the generation that {@link HistoryCursor#shown()} names
 */
public record Books(
    HistoryCursor cursor,
    List<StarTotal> totals,
    BalanceReading balance,
    HistoryFindings findings,
    PaymentTotal ledger) {
  private static final String WITHDRAWAL = "fragment";

  /** Before anything was read. */
  public static Books notBegun(PaymentTotal ledger) {
    return new Books(
        new HistoryCursor(Instant.MAX, 1, 0, 0, 0, 0),
        List.of(),
        new BalanceReading.NotYet(),
        HistoryFindings.NONE,
        ledger);
  }

  /** What invoices brought, refunded ones among them. */
  public StarAmount received() {
    return sum(total -> isSale(total) && total.direction() == Direction.IN);
  }

  public StarAmount refunded() {
    var out = sum(total -> isSale(total) && total.direction() == Direction.OUT);
    return StarAmount.ZERO.minus(out);
  }

  /** What came back because a withdrawal did not succeed is taken off. */
  public StarAmount withdrawn() {
    return StarAmount.ZERO.minus(sum(Books::isWithdrawal));
  }

  /** Everything else: positive if it brought more than it cost. */
  public StarAmount other() {
    return sum(total -> !isSale(total) && !isWithdrawal(total));
  }

  /** What there should be, by the list. */
  public StarAmount expected() {
    return StarTotal.sum(totals);
  }

  public long transactions() {
    return totals.stream().mapToLong(StarTotal::count).sum();
  }

  /** Telegram's balance less the expected one; empty before the first reading. */
  public Optional<StarAmount> difference() {
    return switch (balance) {
      case BalanceReading.NotYet _ -> Optional.empty();
      case BalanceReading.Told(var told, _) -> Optional.of(told.minus(expected()));
    };
  }

  /** What a person should know, each a sentence with its cause. */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    if (!cursor.isAtEnd()) warnings.add(unfinished());
    if (cursor.applied() < cursor.ended()) {
      warnings.add(
          "Of %d transactions %d are recorded so far.".formatted(cursor.ended(), cursor.applied()));
    }
    if (findings.rejected() > 0) {
      warnings.add(
          "%d transactions could not be used and wait for a person: see star_transaction.rejected."
              .formatted(findings.rejected()));
    }
    difference()
        .filter(difference -> !difference.equals(StarAmount.ZERO))
        .ifPresent(difference -> warnings.add(explain(difference)));
    return List.copyOf(warnings);
  }

  private String unfinished() {
    if (cursor.complete() == cursor.generation()) return "New transactions are being read.";
    return cursor.complete() == 0
        ? "Telegram's history is being read for the first time: %d transactions so far."
            .formatted(cursor.position())
        : "Telegram's history was not the one we had copied and is being read anew: %d so far."
            .formatted(cursor.position());
  }

  private String explain(StarAmount difference) {
    return "Telegram's balance differs by %s from what its history comes to: %s."
        .formatted(difference.inWords(), cause());
  }

  private String cause() {
    if (!cursor.isAtEnd()) return "the history is not read to its end";
    return totals.stream().anyMatch(total -> total.kind().equals(Partner.UNREADABLE))
        ? "there are transactions that could not be read"
        : "nothing we know explains it";
  }

  private StarAmount sum(Predicate<StarTotal> which) {
    return StarTotal.sum(totals.stream().filter(which).toList());
  }

  private static boolean isSale(StarTotal total) {
    return total.kind().equals(Partner.SALE);
  }

  private static boolean isWithdrawal(StarTotal total) {
    return total.kind().equals(WITHDRAWAL);
  }
}
