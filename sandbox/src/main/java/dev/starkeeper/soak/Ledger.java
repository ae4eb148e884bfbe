package dev.starkeeper.soak;

import dev.starkeeper.soak.PlayedTelegram.Payment;
import dev.starkeeper.soak.book.BuyersBook;
import dev.starkeeper.soak.book.BuyersBook.Order;
import dev.starkeeper.soak.book.BuyersBook.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where buyers write down what they did and saw. */
public final class Ledger {
  private final List<Order> orders = new ArrayList<>();
  private final List<String> charged = new ArrayList<>();
  private final List<String> refundsPromised = new ArrayList<>();
  private final Map<String, Integer> declined = new TreeMap<>();
  private int tried;
  private int cancelled;
  private int neverToldPaid;
  private long longestPreCheckoutMillis;

  public synchronized void tried() {
    tried++;
  }

  public synchronized void ordered(Order order) {
    orders.add(order);
  }

  public synchronized void paid(Payment payment) {
    switch (payment) {
      case Payment.Charged(var charge, var millis) -> {
        charged.add(charge);
        longestPreCheckoutMillis = Math.max(longestPreCheckoutMillis, millis);
      }
      case Payment.Declined(var reason) -> declined(reason);
      case Payment.Cancelled _ -> cancelled++;
    }
  }

  synchronized void declined(String reason) {
    declined.merge(reason, 1, Integer::sum);
  }

  synchronized void refundPromised(String charge) {
    refundsPromised.add(charge);
  }

  synchronized void neverToldPaid() {
    neverToldPaid++;
  }

  synchronized BuyersBook book(List<Owned> owned) {
    return new BuyersBook(
        List.copyOf(orders), List.copyOf(charged), List.copyOf(refundsPromised), owned);
  }

  synchronized Tally tally() {
    return new Tally(
        tried,
        charged.size(),
        cancelled,
        neverToldPaid,
        longestPreCheckoutMillis,
        Map.copyOf(declined));
  }

  /** Counts so far, by what buyers saw. */
  record Tally(
      int tried,
      int charged,
      int cancelled,
      int neverToldPaid,
      long longestPreCheckoutMillis,
      Map<String, Integer> declined) {

    int declines() {
      return declined.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
