package dev.starkeeper.sandbox.stars;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The payments to one bot, what went back of them, and the purses they came from. */
public final class Books {
  private static final int CHARGE_ID_BYTES = 96; // 128 characters; with the prefix 131, as seen
  private static final String CHARGE_ID_PREFIX = "stx";
  private static final Duration PERIOD = Duration.ofSeconds(InvoiceTerms.SUBSCRIPTION_PERIOD);

  private final Map<String, Payment> byChargeId = new HashMap<>();
  private final Set<String> refunded = new HashSet<>();
  private final Set<String> chargedBack = new HashSet<>();
  private final Log<Payment> payments = new Log<>();
  private final Log<Refund> refunds = new Log<>();
  private final Purses purses = new Purses();
  private final History history;
  private final RandomText names;

  /** Charge ids come from {@code random}; lines go to {@code history}. */
  public Books(History history, RandomGenerator random) {
    this.history = history;
    this.names = new RandomText(random);
  }

  /** What comes of asking for a refund. */
  public sealed interface RefundResult {
    record Refunded(Payment payment) implements RefundResult {}

    record AlreadyRefunded() implements RefundResult {}

    /** The charge is someone else's. */
    record OtherPayer() implements RefundResult {}

    record UnknownCharge() implements RefundResult {}
  }

  /** Enters a payment with a charge id of its own; nothing if its payer has too few Stars. */
  public synchronized Optional<Payment> pay(User payer, Charge charge, Instant now) {
    return charge.isSubscription()
        ? enter(payer, charge, new Recurrence.First(endOfPeriod(now)), now)
        : enter(payer, charge, new Recurrence.None(), now);
  }

  /** Enters the payment for the next period of {@code subscription}, as {@link #pay} does. */
  public synchronized Optional<Payment> renew(Subscription subscription, Instant now) {
    var recurrence = new Recurrence.Renewal(endOfPeriod(now));
    return enter(subscription.payer(), subscription.renewal(), recurrence, now);
  }

  /** A period is counted in Telegram's dates, which are whole seconds. */
  static Instant endOfPeriod(Instant paidAt) {
    return Instant.ofEpochSecond(paidAt.getEpochSecond()).plus(PERIOD);
  }

  private Optional<Payment> enter(User payer, Charge charge, Recurrence recurrence, Instant now) {
    if (!purses.hold(payer.id(), charge.amount())) return Optional.empty();
    var providerChargeId = payer.id() + "_" + (payments.size() + 1);
    var payment = new Payment(newId(), providerChargeId, payer, charge, recurrence, now);
    byChargeId.put(payment.chargeId(), payment);
    payments.add(payment);
    purses.add(payer.id(), -charge.amount());
    history.enter(StarTransaction.of(payment, true, now));
    return Optional.of(payment);
  }

  /** An id as charges and other lines of the history have. */
  public synchronized String newId() {
    return CHARGE_ID_PREFIX + names.base64(CHARGE_ID_BYTES);
  }

  /** Enters a refund, once for each charge and only to its payer. */
  public synchronized RefundResult refund(long userId, String chargeId, Instant now) {
    var payment = byChargeId.get(chargeId);
    if (payment == null) return new RefundResult.UnknownCharge();
    if (payment.payer().id() != userId) return new RefundResult.OtherPayer();
    if (!refunded.add(chargeId)) return new RefundResult.AlreadyRefunded();
    refunds.add(new Refund(payment, now));
    purses.add(userId, payment.charge().amount());
    history.enter(StarTransaction.of(payment, false, now));
    return new RefundResult.Refunded(payment);
  }

  /** Takes a payment from the bot once more; its payer got money back, not Stars. */
  public synchronized ChargebackResult chargeBack(
      String chargeId, ChargebackLook look, Instant now) {
    var payment = byChargeId.get(chargeId);
    if (payment == null) return new ChargebackResult.UnknownCharge();
    if (refunded.contains(chargeId) || !chargedBack.add(chargeId)) {
      return new ChargebackResult.AlreadyReturned();
    }
    var line = chargebackLine(payment, look, now);
    history.enter(line);
    return new ChargebackResult.ChargedBack(line);
  }

  private StarTransaction chargebackLine(Payment payment, ChargebackLook look, Instant now) {
    return switch (look) {
      case OTHER -> {
        var amount = StarAmount.of(payment.charge().amount());
        yield new StarTransaction(newId(), amount, false, new StarPartner.Other(), now);
      }
      case REFUND -> {
        refunded.add(payment.chargeId());
        yield StarTransaction.of(payment, false, now);
      }
    };
  }

  public synchronized Optional<User> payerOf(String chargeId) {
    return Optional.ofNullable(byChargeId.get(chargeId)).map(Payment::payer);
  }

  /** From now on that user's Stars are counted. */
  public synchronized void fillPurse(long userId, long stars) {
    purses.put(userId, stars);
  }

  /** The user buys Stars; of no matter to one who has all they want. */
  public synchronized void topUp(long userId, long stars) {
    purses.add(userId, stars);
  }

  /** Nothing if that user's Stars are not counted. */
  public synchronized OptionalLong starsOf(long userId) {
    return purses.stars(userId);
  }

  public synchronized boolean canPay(User payer, Charge charge) {
    return purses.hold(payer.id(), charge.amount());
  }

  public synchronized List<Purse> newestPurses(int limit) {
    return purses.newest(limit);
  }

  public synchronized List<Payment> newestPayments(int limit) {
    return payments.newest(limit);
  }

  public synchronized List<Refund> newestRefunds(int limit) {
    return refunds.newest(limit);
  }

  public synchronized int paymentCount() {
    return payments.size();
  }

  public synchronized int refundCount() {
    return refunds.size();
  }
}
