package dev.starkeeper.acceptance.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.starkeeper.acceptance.model.Model.End;
import dev.starkeeper.acceptance.model.Model.Given;
import dev.starkeeper.acceptance.model.OurBooks.Row;
import dev.starkeeper.acceptance.model.SandboxBooks.Charge;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Supply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What holds of every charge once nothing is on its way any more. */
final class Settled {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HOLD = Duration.ofSeconds(60);

  private final Model model;
  private final List<String> wrong = new ArrayList<>();

  private Settled(Model model) {
    this.model = model;
  }

  /** What does not hold. */
  static List<String> check(Model model) {
    var check = new Settled(model);
    check.chargesAreAtTheirEnds();
    check.refundsHaveReasons();
    check.nobodyPaysForNothing();
    check.limitsHold();
    check.booksAreEqual();
    check.everybodyIsTold();
    return check.wrong;
  }

  private void chargesAreAtTheirEnds() {
    var rows = model.ours().byCharge();
    for (var charge : model.books().charges()) {
      var row = rows.get(charge.id());
      var expected =
          switch (model.endOf(charge)) {
            case GIVEN -> "FULFILLED";
            case HELD -> "UNMATCHED";
            case BACK -> "REFUNDED";
          };
      if (row == null || !row.status().equals(expected)) {
        wrong.add("should be " + expected + ": " + charge + ", and is " + row);
      }
    }
    model.books().charges().stream()
        .filter(charge -> model.endOf(charge) == End.HELD)
        .filter(charge -> !model.deeds().isElsewhere(model.firstOf(charge)))
        .forEach(charge -> wrong.add("we approved what no invoice explains: " + charge));
    model.ours().rejected().forEach(update -> wrong.add("rejected: " + update));
  }

  /** What nobody asked for goes back only because it bought nothing. */
  private void refundsHaveReasons() {
    var rows = model.ours().byCharge();
    for (var charge : model.books().charges()) {
      if (model.isKept(charge) || model.deeds().isReturned(charge.id())) continue;
      var row = rows.get(charge.id());
      if (row == null || !isPlausible(row, charge)) {
        wrong.add("went back for no good reason: " + row + ", " + charge);
      }
    }
  }

  private boolean isPlausible(Row row, Charge charge) {
    var minted = model.named(charge);
    if (minted.isEmpty()) return false;
    var others = model.books().charges().stream().filter(other -> !other.equals(charge)).toList();
    return switch (row.reason()) {
      case "SECOND_CHARGE" ->
          model.deeds().isAssignedTo(minted.get().invoice().id())
              || others.stream().anyMatch(other -> other.payload().equals(charge.payload()));
      case "ALREADY_OWNED" ->
          minted.get().ware().good() instanceof Good.Access access
              && (others.stream()
                      .flatMap(other -> model.named(other).stream())
                      .anyMatch(other -> givesTheSame(other, minted.get(), access))
                  || model.deeds().minted().stream()
                      .filter(other -> model.deeds().isAssignedTo(other.invoice().id()))
                      .anyMatch(other -> givesTheSame(other, minted.get(), access)));
      case "SOLD_OUT" -> model.deeds().stocks().containsKey(minted.get().ware());
      default -> false;
    };
  }

  private static boolean givesTheSame(Minted one, Minted other, Good.Access access) {
    return one.recipient() == other.recipient()
        && one.ware().good() instanceof Good.Access given
        && given.entitlement().equals(access.entitlement());
  }

  /**
   * What is owned once is kept once, and no two subscriptions begin side by side. A duplicate whose
   * refund waits for more than a month may be charged again, and then goes on.
   */
  private void nobodyPaysForNothing() {
    for (var user : User.values()) {
      model
          .access(user)
          .forEach((name, given) -> {
            var unlocks = bought(given).stream().filter(g -> Always.isUnlock(g.minted().ware()));
            if (unlocks.count() > 1) wrong.add(user + " paid twice for " + name + ": " + given);
            var firsts =
                bought(given).stream()
                    .filter(g -> g.minted().ware().good() instanceof Good.Subscription)
                    .filter(g -> model.firstOf(g.charge()).equals(g.charge().id()))
                    .collect(groupingBy(g -> g.minted().payload()))
                    .values()
                    .stream()
                    .map(months -> months.getFirst().charge().paidAt())
                    .sorted()
                    .toList();
            for (var i = 1; i < firsts.size(); i++) {
              if (firsts.get(i).isBefore(firsts.get(i - 1).plus(MONTH))) {
                wrong.add(user + " has two subscriptions of " + name + " at once: " + given);
              }
            }
          });
    }
  }

  private static List<Given> bought(List<Given> given) {
    return given.stream().filter(one -> !one.isAssigned()).toList();
  }

  /** A payment that was told after its hold had lapsed is honoured, and may come on top. */
  private void limitsHold() {
    var late =
        model.ours().rows().stream()
            .filter(row -> row.untold().compareTo(HOLD) >= 0)
            .map(Row::charge)
            .collect(toSet());
    for (var ware : Ware.values()) {
      if (ware.supply().perCustomer() == Supply.NONE) continue;
      bought(model.given()).stream()
          .filter(given -> given.minted().ware() == ware)
          .filter(given -> !late.contains(given.charge().id()))
          .collect(groupingBy(given -> given.minted().recipient()))
          .forEach((user, given) -> {
            var pieces = given.stream().mapToInt(g -> g.minted().quantity()).sum();
            if (pieces > ware.supply().perCustomer()) {
              wrong.add(user + " has " + pieces + " of " + ware + ": " + given);
            }
          });
    }
  }

  private void booksAreEqual() {
    var ours =
        model.ours().rows().stream()
            .filter(row -> !row.status().equals("REFUNDED"))
            .mapToLong(Row::stars)
            .sum();
    var taken =
        model.books().charges().stream()
            .filter(charge -> model.deeds().chargedBack().contains(charge.id()))
            .mapToLong(Charge::stars)
            .sum();
    if (ours - taken != model.books().balance()) {
      wrong.add(
          "we have %d Stars, stores took %d of them, and Telegram's balance is %d"
              .formatted(ours, taken, model.books().balance()));
    }
  }

  private void everybodyIsTold() {
    var events =
        model.ours().events().stream()
            .map(event -> event.type() + " " + event.charge())
            .collect(toSet());
    var ends = model.books().charges().stream().collect(toMap(c -> c, model::endOf));
    ends.forEach((charge, end) -> {
      var told =
          switch (end) {
            case GIVEN -> Set.of("payment.succeeded");
            case HELD -> Set.of("payment.unmatched");
            case BACK -> Set.of("payment.refunded");
          };
      told.stream()
          .filter(type -> !events.contains(type + " " + charge.id()))
          .forEach(type -> wrong.add("nobody was told: " + type + " of " + charge));
      var receipt = model.ours().receipts().contains(charge.id());
      if (end == End.GIVEN && !receipt) wrong.add("no receipt is owed for " + charge);
      if (end == End.HELD && receipt) wrong.add("a receipt is owed for " + charge);
    });
  }
}
