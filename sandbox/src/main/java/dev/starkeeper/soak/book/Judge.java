package dev.starkeeper.soak.book;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.starkeeper.soak.book.BuyersBook.Order;
import dev.starkeeper.soak.book.OurBook.Gift;
import dev.starkeeper.soak.book.OurBook.PaymentRow;
import dev.starkeeper.soak.book.TelegramBook.Charge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Goes through every charge, and says of each whether it came to one of its two good ends. */
public final class Judge {
  private final Books books;
  private final Map<String, List<PaymentRow>> payments;
  private final Map<String, List<Gift>> gifts;
  private final Map<String, Long> refunds;
  private final Map<String, Order> orders;
  private final List<Finding> lost = new ArrayList<>();
  private final List<Finding> doubled = new ArrayList<>();
  private int delivered;
  private int returned;

  private Judge(Books books) {
    this.books = books;
    this.payments = books.ours().payments().stream().collect(groupingBy(PaymentRow::charge));
    this.gifts = books.ours().gifts().stream().collect(groupingBy(Gift::charge));
    this.refunds =
        books.telegram().refunded().stream().collect(groupingBy(Function.identity(), counting()));
    this.orders =
        books.buyers().orders().stream()
            .collect(toMap(Order::invoice, Function.identity(), (order, _) -> order));
  }

  public static Verdict over(Books books) {
    return new Judge(books).verdict();
  }

  private Verdict verdict() {
    books.telegram().charges().forEach(this::judge);
    books.telegram().charges().stream()
        .filter(charge -> !refunds.containsKey(charge.id()))
        .collect(groupingBy(Charge::payload))
        .forEach(this::judgeKept);
    return new Verdict(
        books.telegram().charges().size(),
        delivered,
        returned,
        List.copyOf(lost),
        List.copyOf(doubled),
        Agreement.disagreements(books));
  }

  /** Two charges of one invoice are no harm while at most one is kept. */
  private void judgeKept(String invoice, List<Charge> kept) {
    if (kept.size() < 2) return;
    var ids = kept.stream().map(Charge::id).toList();
    doubled.add(new Finding("invoice " + invoice, kept.size() + " charges were kept: " + ids));
  }

  private void judge(Charge charge) {
    var before = doubled.size();
    findDoubles(charge);
    var end = endOf(charge);
    switch (end) {
      case End.Delivered _ -> delivered++;
      case End.Returned _ -> returned++;
      // What happened twice is not lost as well.
      case End.Neither(var why) when doubled.size() == before ->
          lost.add(new Finding(charge.id(), why));
      case End.Neither _ -> {}
    }
  }

  private sealed interface End {
    record Delivered() implements End {}

    record Returned() implements End {}

    record Neither(String why) implements End {}
  }

  private void findDoubles(Charge charge) {
    var rows = payments.getOrDefault(charge.id(), List.of());
    var refundCount = refunds.getOrDefault(charge.id(), 0L);
    var given = gifts.getOrDefault(charge.id(), List.of());
    if (rows.size() > 1) doubled.add(new Finding(charge.id(), rows.size() + " payment rows"));
    if (refundCount > 1)
      doubled.add(new Finding(charge.id(), "refunded " + refundCount + " times"));
    if (given.stream().filter(gift -> gift.amount() > 0).count() > 1) {
      doubled.add(new Finding(charge.id(), "gave more than once: " + given));
      return;
    }
    var order = orders.get(charge.payload());
    if (order != null && net(given) > order.amount()) {
      doubled.add(new Finding(charge.id(), "ordered " + order + ", gave more: " + given));
    }
  }

  private End endOf(Charge charge) {
    var rows = payments.getOrDefault(charge.id(), List.of());
    if (rows.isEmpty()) return new End.Neither("no payment row");
    var status = rows.getFirst().status();
    var given = gifts.getOrDefault(charge.id(), List.of());
    if (refunds.containsKey(charge.id())) return endOfRefunded(status, given);
    if (!status.equals("FULFILLED")) return new End.Neither(status + " here, kept by Telegram");
    var order = orders.get(charge.payload());
    if (order == null) return new End.Neither("nobody was given a link for " + charge.payload());
    if (net(given) != order.amount() || !given.stream().allMatch(gift -> fits(gift, order))) {
      return new End.Neither("ordered " + order + ", given " + given);
    }
    return new End.Delivered();
  }

  private static End endOfRefunded(String status, List<Gift> given) {
    if (!status.equals("REFUNDED")) return new End.Neither(status + " here, refunded by Telegram");
    if (net(given) != 0) return new End.Neither("refunded, and still gives " + given);
    return new End.Returned();
  }

  private static boolean fits(Gift gift, Order order) {
    return gift.customer() == order.buyer() && gift.what().equals(order.what());
  }

  private static long net(List<Gift> given) {
    return given.stream().mapToLong(Gift::amount).sum();
  }
}
