package dev.starkeeper.acceptance.model;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.starkeeper.acceptance.model.OurBooks.Row;
import dev.starkeeper.model.Good;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What holds at any moment, however much is still on its way. */
final class Always {
  private static final Set<String> ONCE =
      Set.of("payment.succeeded", "payment.duplicate", "payment.unmatched", "payment.refunded");

  private final Model model;
  private final List<String> wrong = new ArrayList<>();

  private Always(Model model) {
    this.model = model;
  }

  /** What does not hold. */
  static List<String> check(Model model) {
    var check = new Always(model);
    check.rowsAreOfCharges();
    check.givenIsWhatIsFulfilled();
    check.invoicesAreKeptOnce();
    check.stockIsWhatIsLeft();
    check.eventsAreInSequence();
    return check.wrong;
  }

  private void rowsAreOfCharges() {
    var charges = model.books().charges().stream().collect(toMap(c -> c.id(), c -> c));
    for (var row : model.ours().rows()) {
      var charge = charges.get(row.charge());
      if (charge == null) {
        wrong.add("a row of no charge: " + row);
      } else if (charge.user() != row.payer() || charge.stars() != row.stars()) {
        wrong.add("a row that says something else than its charge: " + row + ", " + charge);
      }
    }
  }

  private void givenIsWhatIsFulfilled() {
    for (var row : model.ours().rows()) {
      var gives =
          switch (row.status()) {
            case "FULFILLED" -> row.gives() == 1;
            case "REFUND_REQUESTED" -> row.gives() <= 1; // until it is back
            default -> row.gives() == 0;
          };
      if (!gives) wrong.add("gives what it should not, or not what it should: " + row);
    }
  }

  private void invoicesAreKeptOnce() {
    model.ours().rows().stream()
        .filter(row -> row.status().equals("FULFILLED") && !row.renewal())
        .collect(groupingBy(Row::invoice))
        .forEach((invoice, rows) -> {
          if (rows.size() > 1) wrong.add("two charges are kept for one invoice: " + rows);
        });
  }

  private void stockIsWhatIsLeft() {
    model
        .deeds()
        .stocks()
        .forEach((ware, stock) -> {
          // A person may assign more than there is; then nothing is left, and the count begins
          // anew.
          if (isAssigned(ware)) return;
          var sku = ware.sku().value();
          var sold = model.ours().sold().getOrDefault(sku, 0L) - stock.soldBefore();
          var left = model.ours().stock().getOrDefault(sku, 0);
          if (left + sold != stock.set()) {
            wrong.add(
                "of %d %s set, %d are left and %d sold".formatted(stock.set(), sku, left, sold));
          }
        });
  }

  private boolean isAssigned(Ware ware) {
    return model.deeds().minted().stream()
        .filter(minted -> minted.ware() == ware)
        .anyMatch(minted -> model.deeds().isAssignedTo(minted.invoice().id()));
  }

  private void eventsAreInSequence() {
    var next = 1L;
    for (var event : model.ours().events()) {
      if (event.id() != next++) wrong.add("a gap before event " + event);
    }
    model.ours().events().stream()
        .filter(event -> ONCE.contains(event.type()))
        .collect(groupingBy(event -> event.type() + " of " + event.charge(), counting()))
        .forEach((what, times) -> {
          if (times > 1) wrong.add("told " + times + " times: " + what);
        });
  }

  /** Whether it is by the piece that it is owned. */
  static boolean isUnlock(Ware ware) {
    return ware.good() instanceof Good.Unlock;
  }
}
