package dev.starkeeper.soak.book;

import dev.starkeeper.soak.book.BuyersBook.Order;
import dev.starkeeper.soak.book.BuyersBook.Owned;
import dev.starkeeper.soak.book.OurBook.Gift;
import dev.starkeeper.soak.book.OurBook.InvoiceRow;
import dev.starkeeper.soak.book.OurBook.PaymentRow;
import dev.starkeeper.soak.book.TelegramBook.Charge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Books that agree, for a test to falsify: one delivered unlock, one returned purse of coins. */
final class ThreeBooks {
  static final String KEPT = "stx-kept";
  static final String BACK = "stx-back";
  static final Order PREMIUM = new Order("inv-premium", 11, "entitlement premium", 1);
  static final Order COINS = new Order("inv-coins", 22, "credits coins", 300);

  final List<Charge> charges = new ArrayList<>();
  final List<String> refunds = new ArrayList<>();
  final List<PaymentRow> payments = new ArrayList<>();
  final List<InvoiceRow> invoices = new ArrayList<>();
  final List<Gift> gifts = new ArrayList<>();
  final List<String> owed = new ArrayList<>();
  final List<String> rejected = new ArrayList<>();
  final List<Order> orders = new ArrayList<>(List.of(PREMIUM, COINS));
  final List<String> seenCharges = new ArrayList<>(List.of(KEPT, BACK));
  final List<String> promised = new ArrayList<>(List.of(BACK));
  final List<Owned> owned = new ArrayList<>();
  long balance = 250;
  long unconfirmed;

  ThreeBooks() {
    charges.add(new Charge(KEPT, 11, 250, "inv-premium"));
    charges.add(new Charge(BACK, 22, 150, "inv-coins"));
    refunds.add(BACK);
    payments.add(new PaymentRow(KEPT, "FULFILLED", 11, 250));
    payments.add(new PaymentRow(BACK, "REFUNDED", 22, 150));
    invoices.add(new InvoiceRow("inv-premium", "PAID", KEPT));
    invoices.add(new InvoiceRow("inv-coins", "REFUNDED", BACK));
    gifts.add(new Gift(KEPT, 11, "entitlement premium", 1));
    gifts.add(new Gift(BACK, 22, "credits coins", 300));
    gifts.add(new Gift(BACK, 22, "credits coins", -300));
    owned.add(new Owned(11, Map.of("entitlement premium", 1L)));
    owned.add(new Owned(22, Map.of()));
  }

  Verdict verdict() {
    return Judge.over(
        new Books(
            new TelegramBook(charges, refunds, balance, unconfirmed),
            new OurBook(payments, invoices, gifts, owed, rejected),
            new BuyersBook(orders, seenCharges, promised, owned)));
  }
}
