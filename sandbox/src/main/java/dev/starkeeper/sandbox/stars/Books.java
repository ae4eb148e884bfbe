package dev.starkeeper.sandbox.stars;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Stars of one bot: each payment, each refund, and what is left. */
public final class Books {
  private final Map<String, Payment> byChargeId = new HashMap<>();
  private final Set<String> refunded = new HashSet<>();
  private final Log<StarTransaction> lines = new Log<>();
  private final Log<Payment> payments = new Log<>();
  private final Log<StarTransaction> refunds = new Log<>();
  private long balance;

  /** What comes of asking for a refund. */
  public sealed interface RefundResult {
    record Refunded(Payment payment) implements RefundResult {}

    record AlreadyRefunded() implements RefundResult {}

    /** The charge is someone else's. */
    record OtherPayer() implements RefundResult {}

    record UnknownCharge() implements RefundResult {}
  }

  /** Enters a payment, which gets a charge id of its own. */
  public synchronized Payment pay(User payer, Charge charge, Instant now) {
    var payment = Payment.of(payer, charge, payments.size() + 1, now);
    byChargeId.put(payment.chargeId(), payment);
    payments.add(payment);
    lines.add(new StarTransaction(payment, false, now));
    balance += charge.amount();
    return payment;
  }

  /** Enters a refund, once for each charge and only to its payer. */
  public synchronized RefundResult refund(long userId, String chargeId, Instant now) {
    var payment = byChargeId.get(chargeId);
    if (payment == null) return new RefundResult.UnknownCharge();
    if (payment.payer().id() != userId) return new RefundResult.OtherPayer();
    if (!refunded.add(chargeId)) return new RefundResult.AlreadyRefunded();
    var line = new StarTransaction(payment, true, now);
    lines.add(line);
    refunds.add(line);
    balance -= payment.charge().amount();
    return new RefundResult.Refunded(payment);
  }

  public synchronized Optional<User> payerOf(String chargeId) {
    return Optional.ofNullable(byChargeId.get(chargeId)).map(Payment::payer);
  }

  /** Oldest first; {@code offset} counts lines. */
  public synchronized List<StarTransaction> page(int offset, int limit) {
    return lines.page(offset, limit);
  }

  public synchronized List<Payment> newestPayments(int limit) {
    return payments.newest(limit);
  }

  public synchronized List<StarTransaction> newestRefunds(int limit) {
    return refunds.newest(limit);
  }

  public synchronized int paymentCount() {
    return payments.size();
  }

  public synchronized int refundCount() {
    return refunds.size();
  }

  public synchronized long balance() {
    return balance;
  }
}
