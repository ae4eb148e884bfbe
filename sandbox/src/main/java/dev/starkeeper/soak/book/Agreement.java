package dev.starkeeper.soak.book;

import static java.util.stream.Collectors.toMap;

import dev.starkeeper.soak.book.BuyersBook.Order;
import dev.starkeeper.soak.book.BuyersBook.Owned;
import dev.starkeeper.soak.book.OurBook.InvoiceRow;
import dev.starkeeper.soak.book.OurBook.PaymentRow;
import dev.starkeeper.soak.book.TelegramBook.Charge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** In what three books differ, beyond the fate of single charges. */
final class Agreement {
  private final Books books;
  private final Map<String, Charge> charges;
  private final Map<String, InvoiceRow> invoices;
  private final Set<String> refunded;
  private final Map<Long, Map<String, Long>> boughtBy;
  private final List<Finding> disagreements = new ArrayList<>();

  private Agreement(Books books) {
    this.books = books;
    this.charges =
        books.telegram().charges().stream()
            .collect(toMap(Charge::id, Function.identity(), (charge, _) -> charge));
    this.invoices =
        books.ours().invoices().stream()
            .collect(toMap(InvoiceRow::id, Function.identity(), (invoice, _) -> invoice));
    this.refunded = Set.copyOf(books.telegram().refunded());
    this.boughtBy = bought();
  }

  static List<Finding> disagreements(Books books) {
    var agreement = new Agreement(books);
    agreement.compareSums();
    books.ours().payments().forEach(agreement::comparePayment);
    books.ours().invoices().forEach(agreement::compareInvoice);
    agreement.compareWithBuyers();
    agreement.findUnsettled();
    return List.copyOf(agreement.disagreements);
  }

  private void compareSums() {
    var kept =
        charges.values().stream()
            .filter(charge -> !refunded.contains(charge.id()))
            .mapToLong(Charge::stars)
            .sum();
    var recorded =
        books.ours().payments().stream()
            .filter(row -> !row.status().equals("REFUNDED"))
            .mapToLong(PaymentRow::stars)
            .sum();
    var balance = books.telegram().balance();
    if (kept != balance)
      say("balance", balance + " at Telegram, whose kept charges sum to " + kept);
    if (recorded != balance)
      say("balance", balance + " at Telegram, " + recorded + " recorded here");
  }

  private void comparePayment(PaymentRow row) {
    var charge = charges.get(row.charge());
    if (charge == null) {
      say(row.charge(), "recorded here, unknown to Telegram");
    } else if (charge.payer() != row.payer() || charge.stars() != row.stars()) {
      say(row.charge(), charge + " at Telegram, " + row + " here");
    } else if (row.status().equals("FULFILLED")) {
      comparePaidInvoice(charge);
    }
  }

  private void comparePaidInvoice(Charge charge) {
    var invoice = invoices.get(charge.payload());
    if (invoice != null && isPaidBy(invoice, charge)) return;
    var state = invoice == null ? "not there" : invoice.state();
    say("invoice " + charge.payload(), state + ", though " + charge.id() + " paid for it");
  }

  private static boolean isPaidBy(InvoiceRow invoice, Charge charge) {
    return invoice.state().equals("PAID") && invoice.charge().equals(charge.id());
  }

  /** An invoice is paid if, and only if, the charge it names is kept. */
  private void compareInvoice(InvoiceRow invoice) {
    var subject = "invoice " + invoice.id();
    var isKept = charges.containsKey(invoice.charge()) && !refunded.contains(invoice.charge());
    if (invoice.state().equals("PAID") && !isKept) {
      say(subject, "PAID by " + invoice.charge() + ", which Telegram did not keep");
    } else if (!invoice.state().equals("PAID") && isKept) {
      say(subject, invoice.state() + ", but Telegram kept " + invoice.charge());
    }
  }

  private void compareWithBuyers() {
    var buyers = books.buyers();
    buyers.charged().stream()
        .filter(charge -> !charges.containsKey(charge))
        .forEach(charge -> say(charge, "a buyer was charged, and Telegram does not know of it"));
    buyers.refundsPromised().stream()
        .filter(charge -> !refunded.contains(charge))
        .forEach(charge -> say(charge, "its refund was promised, and Telegram kept it"));
    buyers.owned().forEach(this::compareOwned);
  }

  /** What a customer is told must be what his kept charges bought. */
  private void compareOwned(Owned owned) {
    var bought = new TreeMap<>(boughtBy.getOrDefault(owned.customer(), Map.of()));
    if (!bought.equals(owned.things())) {
      say(
          "customer " + owned.customer(),
          "bought " + bought + ", has " + new TreeMap<>(owned.things()) + " by GET /v1/me");
    }
  }

  private Map<Long, Map<String, Long>> bought() {
    var orders =
        books.buyers().orders().stream()
            .collect(toMap(Order::invoice, Function.identity(), (order, _) -> order));
    var bought = new HashMap<Long, Map<String, Long>>();
    for (var charge : charges.values()) {
      var order = orders.get(charge.payload());
      if (order == null || refunded.contains(charge.id())) continue; // the judge has told of it
      bought
          .computeIfAbsent(order.buyer(), _ -> new HashMap<>())
          .merge(
              order.what(), order.amount(), (a, b) -> Things.isOwnedOnce(order.what()) ? a : a + b);
    }
    return bought;
  }

  private void findUnsettled() {
    var unconfirmed = books.telegram().unconfirmed();
    if (unconfirmed > 0) say("Telegram", unconfirmed + " updates were never confirmed");
    books.ours().owed().forEach(task -> say(task, "still to be done"));
    books.ours().rejected().forEach(update -> say("rejected update", update));
  }

  private void say(String subject, String what) {
    disagreements.add(new Finding(subject, what));
  }
}
