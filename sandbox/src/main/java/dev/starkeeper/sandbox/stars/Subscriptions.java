package dev.starkeeper.sandbox.stars;

import dev.starkeeper.sandbox.stars.Subscription.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The subscriptions of one bot, in the order they fall due. */
public final class Subscriptions {
  private record Due(Instant at, int number) {}

  private final List<Subscription> all = new ArrayList<>();
  private final TreeSet<Due> due =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparingInt(Due::number));
  private final Map<String, Integer> byChargeId = new HashMap<>();
  private final Map<Long, List<Integer>> byUser = new HashMap<>();

  /** Starts one with its first payment; {@code price} is what its renewals cost. */
  public synchronized Subscription start(Payment first, long price) {
    var paid = first.charge();
    var renewal = new Charge(price, InvoiceTerms.CURRENCY, paid.payload(), true);
    var subscription =
        new Subscription(
            all.size(),
            first.payer(),
            renewal,
            List.of(first.chargeId()),
            Books.endOfPeriod(first.paidAt()),
            Set.of());
    all.add(subscription);
    due.add(dueOf(subscription));
    byChargeId.put(first.chargeId(), subscription.number());
    byUser.computeIfAbsent(first.payer().id(), _ -> new ArrayList<>()).add(subscription.number());
    return subscription;
  }

  /** The first one that is due at {@code now} or was before. */
  public synchronized Optional<Subscription> firstDue(Instant now) {
    return due.isEmpty() || due.first().at().isAfter(now)
        ? Optional.empty()
        : Optional.of(all.get(due.first().number()));
  }

  public synchronized Subscription renewedBy(Subscription known, Payment payment) {
    byChargeId.put(payment.chargeId(), known.number());
    return change(known, subscription -> subscription.renewedBy(payment));
  }

  public synchronized Subscription mark(Subscription known, Mark mark) {
    return change(known, subscription -> subscription.with(mark));
  }

  public synchronized Subscription unmark(Subscription known, Mark mark) {
    return change(known, subscription -> subscription.without(mark));
  }

  private Subscription change(Subscription known, UnaryOperator<Subscription> how) {
    var before = all.get(known.number());
    var after = how.apply(before);
    due.remove(dueOf(before));
    if (!after.is(Mark.LAPSED)) due.add(dueOf(after));
    all.set(after.number(), after);
    return after;
  }

  private static Due dueOf(Subscription subscription) {
    return new Due(subscription.paidUntil(), subscription.number());
  }

  /** The one that this payment, first or later, is for. */
  public synchronized Optional<Subscription> byChargeId(String chargeId) {
    return Optional.ofNullable(byChargeId.get(chargeId)).map(all::get);
  }

  /** The newest of that payer and payload, one that runs before one that lapsed. */
  public synchronized Optional<Subscription> byPayer(long userId, String payload) {
    return byUser.getOrDefault(userId, List.of()).stream()
        .map(all::get)
        .filter(subscription -> subscription.renewal().payload().equals(payload))
        .max(
            Comparator.<Subscription, Boolean>comparing(found -> !found.is(Mark.LAPSED))
                .thenComparingInt(Subscription::number));
  }

  public synchronized List<Subscription> newest(int limit) {
    var from = Math.max(0, all.size() - limit);
    return List.copyOf(all.subList(from, all.size()).reversed());
  }

  public synchronized int count() {
    return all.size();
  }
}
