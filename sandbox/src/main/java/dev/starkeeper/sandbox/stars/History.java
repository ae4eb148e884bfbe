package dev.starkeeper.sandbox.stars;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code getStarTransactions} tells, and the balance that follows from it. */
public final class History {
  private final Log<StarTransaction> lines = new Log<>();
  private StarAmount balance = StarAmount.NONE;

  public synchronized void enter(StarTransaction line) {
    lines.add(line);
    balance = balance.plus(line.effect());
  }

  /** Enters a line before those from number {@code index} on; false if there are not so many. */
  public synchronized boolean enterAt(int index, StarTransaction line) {
    if (index > lines.size()) return false;
    lines.insert(index, line);
    balance = balance.plus(line.effect());
    return true;
  }

  /** Forgets a line and what it did to the balance; nothing if there is none of that number. */
  public synchronized Optional<StarTransaction> drop(int index) {
    if (index >= lines.size()) return Optional.empty();
    var line = lines.remove(index);
    balance = balance.minus(line.effect());
    return Optional.of(line);
  }

  /** Enters a withdrawal to Fragment, unless there are not so many Stars. */
  public synchronized boolean withdraw(
      String id, StarAmount amount, WithdrawalOutcome outcome, Instant now) {
    if (balance.minus(amount).isNegative()) return false;
    enter(new StarTransaction(id, amount, false, new StarPartner.Withdrawal(outcome, now), now));
    if (outcome == WithdrawalOutcome.FAILED) enterReturn(id, amount, now);
    return true;
  }

  /** Ends a pending withdrawal, where it stands; false if there is none of that id. */
  public synchronized boolean resolve(String id, WithdrawalOutcome outcome, Instant now) {
    var found = pending(id);
    if (found.isEmpty()) return false;
    var line = lines.get(found.getAsInt());
    lines.set(
        found.getAsInt(),
        new StarTransaction(
            id, line.amount(), false, new StarPartner.Withdrawal(outcome, now), line.at()));
    if (outcome == WithdrawalOutcome.FAILED) enterReturn(id, line.amount(), now);
    return true;
  }

  private void enterReturn(String id, StarAmount amount, Instant now) {
    enter(new StarTransaction(id, amount, true, new StarPartner.Fragment(), now));
  }

  private OptionalInt pending(String id) {
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.id().equals(id) && isPendingWithdrawal(line)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isPendingWithdrawal(StarTransaction line) {
    return line.partner() instanceof StarPartner.Withdrawal(var outcome, _)
        && outcome == WithdrawalOutcome.PENDING;
  }

  /** Oldest first; {@code offset} counts lines. */
  public synchronized List<StarTransaction> page(int offset, int limit) {
    return lines.page(offset, limit);
  }

  public synchronized int size() {
    return lines.size();
  }

  public synchronized StarAmount balance() {
    return balance;
  }
}
