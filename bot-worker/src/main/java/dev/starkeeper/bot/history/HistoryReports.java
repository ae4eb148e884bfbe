package dev.starkeeper.bot.history;

import static java.util.stream.Collectors.toMap;

import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.HistoryCursor;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.StarTransactionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * What lines of Telegram's history tell of charges, as if updates told it.
 *
 * @param unusable why lines, by their positions, tell nothing that can be recorded
 */
record HistoryReports(List<Told> reports, Map<Long, String> unusable) {
  /** A report and the position of the line that tells it. */
  record Told(long position, Report report) {}

  /** {@code lines} follow each other from where the cursor's applied ones end. */
  static HistoryReports of(
      DSLContext tx, BotId bot, HistoryCursor cursor, List<StarTransaction> lines) {
    var reports = new HistoryReports(new ArrayList<>(), new HashMap<>());
    var refunds = refunds(tx, bot, cursor, lines);
    var agreed = agreed(tx, bot, lines);
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var position = cursor.applied() + i;
      switch (line.partner()) {
        case Partner.Sale sale -> {
          var stars = stars(line, sale, agreed);
          if (stars.isPresent()) {
            reports.tell(position, line, sale, stars.get());
            var back = refunds.get(line.id());
            if (line.direction() == Direction.IN && back != null) {
              reports.tell(position, back, sale, stars.get());
            }
          } else {
            reports.unusable.put(position, "not a price in Stars: " + line.amount().inWords());
          }
        }
        case Partner.Unreadable(var reason) -> reports.unusable.put(position, reason);
        case Partner.Other _ -> {} // counted, and nobody's charge
      }
    }
    return reports;
  }

  /** So that a charge that is back, wherever that is told, is never delivered. */
  private static Map<String, StarTransaction> refunds(
      DSLContext tx, BotId bot, HistoryCursor cursor, List<StarTransaction> lines) {
    var payments =
        lines.stream().filter(HistoryReports::isPayment).map(StarTransaction::id).toList();
    if (payments.isEmpty()) return Map.of();
    return StarTransactionStore.refundsOf(tx, bot, cursor.generation(), payments).stream()
        .collect(toMap(StarTransaction::id, refund -> refund, (first, _) -> first));
  }

  private static boolean isPayment(StarTransaction line) {
    return line.partner() instanceof Partner.Sale && line.direction() == Direction.IN;
  }

  private static Map<String, Stars> agreed(DSLContext tx, BotId bot, List<StarTransaction> lines) {
    var shared = lines.stream().filter(HistoryReports::isShared).toList();
    return shared.isEmpty() ? Map.of() : StarTransactionStore.agreed(tx, bot, shared);
  }

  /** Whether an affiliate got a part of it. */
  private static boolean isShared(StarTransaction line) {
    return line.partner() instanceof Partner.Sale sale
        && !sale.commission().equals(StarAmount.ZERO);
  }

  /**
   * What the buyer paid. Whether a line's amount is before or after the affiliate's part is not
   * known (facts §7), so this is a guess: whichever of the two he had agreed to; else the amount if
   * it is whole, and with the part if only that is.
   */
  private static Optional<Stars> stars(
      StarTransaction line, Partner.Sale sale, Map<String, Stars> agreed) {
    if (!isShared(line)) return whole(line.amount());
    var part = sale.commission();
    var gross = line.amount().plus(part.isNegative() ? StarAmount.ZERO.minus(part) : part);
    return Optional.ofNullable(agreed.get(line.id()))
        .filter(stars ->
            whole(gross).filter(stars::equals).isPresent()
                || whole(line.amount()).filter(stars::equals).isPresent())
        .or(() -> whole(line.amount()))
        .or(() -> whole(gross));
  }

  private static Optional<Stars> whole(StarAmount amount) {
    var fits = amount.nanostars() == 0 && amount.stars() > 0 && amount.stars() <= Integer.MAX_VALUE;
    return fits ? Optional.of(new Stars((int) amount.stars())) : Optional.empty();
  }

  private void tell(long position, StarTransaction line, Partner.Sale sale, Stars stars) {
    var charge = new ChargeId(line.id());
    var payload = sale.invoicePayload();
    var report =
        switch (line.direction()) {
          case IN ->
              new Report.Paid(
                  new SuccessfulPayment(
                      charge, sale.user(), stars, payload, recurrence(sale), line.at()));
          case OUT ->
              new Report.Refunded(
                  new RefundedPayment(charge, sale.user(), stars, payload, line.at()));
        };
    reports.add(new Told(position, report));
  }

  private static Recurrence recurrence(Partner.Sale sale) {
    return sale.period().isZero() ? Recurrence.none() : new Recurrence.SomeMonth();
  }
}
