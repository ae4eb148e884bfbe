package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import dev.starkeeper.store.RefundStore.ToldBy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each charge goes back once, whoever tells of it, and takes what it must with it. */
final class RefundStoreTest {
  private static final Instant BACK = NOON.plusSeconds(90);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Invoice coins = shop.invoice(shop.coins("coins-10", 7, 10));

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void openRequestBecomesThePaymentsOwnStateOnce() {
    shop.pay(coins, "charge-1");
    request("charge-1", "he asked");

    take("charge-1");
    shop.execute("update payment set status = 'REFUND_FAILED', reason = 'no'");
    take("charge-1");

    assertThat(payments()).containsExactly("charge-1 REFUND_FAILED no");
  }

  @Test
  void requestIsAskedOnceUntilItIsTakenAndThenAnew() {
    shop.pay(coins, "charge-1");
    request("charge-1", "first");
    request("charge-1", "second");
    take("charge-1");
    assertThat(payments()).containsExactly("charge-1 REFUND_REQUESTED first");

    shop.execute("update payment set status = 'REFUND_FAILED', reason = 'no'");
    request("charge-1", "third");
    take("charge-1");
    assertThat(payments()).containsExactly("charge-1 REFUND_REQUESTED third");
  }

  @Test
  void requestForWhatIsBackAlreadyChangesNothing() {
    shop.pay(coins, "charge-1");
    mark(ToldBy.UPDATE, "charge-1");
    request("charge-1", "too late");

    take("charge-1");

    assertThat(payments()).containsExactly("charge-1 REFUNDED REFUNDED_OUTSIDE");
    assertThat(toEnd("charge-1")).isEqualTo("not to refund");
  }

  @Test
  void latestMonthTakesItsSubscriptionWithItAndAnOlderOneDoesNot() {
    var invoice = shop.invoice(shop.subscription("s", 30));
    shop.payMonth(invoice, "month-1", NOON);
    shop.payMonth(invoice, "month-2", NOON.plus(Recurrence.MONTH));
    ask("month-1", "month-2");

    assertThat(toEnd("month-1")).isEqualTo("nothing");
    assertThat(toEnd("month-2")).isEqualTo("month-1");
  }

  @Test
  void chargeOfNoSubscriptionEndsNone() {
    shop.pay(coins, "charge-1");
    ask("charge-1");

    assertThat(toEnd("charge-1")).isEqualTo("nothing");
    assertThat(toEnd("charge-2")).isEqualTo("not to refund");
  }

  /** Both were charged in the same second: the first must go on, the second must not. */
  @Test
  void duplicateEndsTheSubscriptionItBeganAndNotTheOneThatIsDelivered() {
    var invoice = shop.invoice(shop.subscription("s", 30));
    shop.payMonth(invoice, "month-1", NOON);
    insert(firstMonth(invoice, "twice"), new PaymentMatch.PaysTwice(invoice));
    assertThat(toEnd("twice")).isEqualTo("twice");

    shop.execute(
        "update payment set status = 'REFUND_FAILED', reason = 'HTTP 500' where charge_id = 'twice'");
    request("twice", "asked for again");
    take("twice");

    assertThat(toEnd("twice")).isEqualTo("twice");
  }

  @Test
  void firstMonthThatNothingExplainsEndsWhatItBegan() {
    var invoice = shop.invoice(shop.subscription("s", 30));
    shop.payMonth(invoice, "month-1", NOON);
    insert(firstMonth(invoice, "foreign"), nothing(PaymentMatch.Reason.FOREIGN_PAYER));
    var later = new Recurrence.Renewal(NOON.plus(Recurrence.MONTH));
    insert(
        Shop.payment(invoice, "renewal", later, NOON),
        nothing(PaymentMatch.Reason.UNKNOWN_INVOICE));
    request("foreign", "not his");
    take("foreign");
    request("renewal", "not ours");
    take("renewal");

    assertThat(toEnd("foreign")).isEqualTo("foreign");
    assertThat(toEnd("renewal")).as("Telegram knows it by its first charge").isEqualTo("nothing");
  }

  @Test
  void eightThreadsMarkEachOnceInWhateverSequence() throws Exception {
    var charges = IntStream.range(0, 30).mapToObj(i -> "charge-" + i).toList();
    charges.forEach(
        charge -> insert(Shop.payment(coins, charge), new PaymentMatch.PaysTwice(coins)));

    var marked =
        Threads.eight(i ->
            mark(
                ToldBy.UPDATE, (i % 2 == 0 ? charges : charges.reversed()).toArray(String[]::new)));

    assertThat(marked.stream().flatMap(Set::stream).map(ChargeId::value))
        .containsExactlyInAnyOrderElementsOf(charges);
    assertThat(deadlocks()).isEqualTo("0");
  }

  @Test
  void whatIsMarkedSaysWhenAndByWhomAndKeepsWhyItWent() {
    shop.pay(coins, "delivered");
    insert(Shop.payment(coins, "twice"), new PaymentMatch.PaysTwice(coins));
    insert(Shop.payment(coins, "imported"), new PaymentMatch.Imported());
    insert(Shop.payment(coins, "held"), nothing(PaymentMatch.Reason.OTHER_PRICE));
    insert(Shop.payment(coins, "assigned"), nothing(PaymentMatch.Reason.OTHER_PRICE));
    database.inTransactionDo(
        tx -> PaymentStore.assign(tx, BOT, new ChargeId("assigned"), coins.id()));

    mark(ToldBy.HISTORY, "delivered", "twice", "imported", "held", "assigned", "unknown");

    assertThat(payments())
        .containsExactly(
            "assigned REFUNDED REFUNDED_OUTSIDE",
            "delivered REFUNDED REFUNDED_OUTSIDE",
            "held REFUNDED OTHER_PRICE",
            "imported REFUNDED IMPORTED",
            "twice REFUNDED SECOND_CHARGE");
    assertThat(shop.rows("select distinct refund_told_by || ' ' || refunded_at from payment"))
        .containsExactly("HISTORY 2026-11-01 12:01:30+00");
  }

  private static SuccessfulPayment firstMonth(Invoice invoice, String charge) {
    return Shop.payment(invoice, charge, new Recurrence.First(NOON.plus(Recurrence.MONTH)), NOON);
  }

  private static PaymentMatch nothing(PaymentMatch.Reason reason) {
    return new PaymentMatch.Nothing(reason);
  }

  private Set<ChargeId> insert(SuccessfulPayment payment, PaymentMatch match) {
    var settled = List.of(Shop.settled(payment, match));
    return database.inTransaction(
        tx -> PaymentStore.insertNew(tx, BOT, settled, RecordedFrom.UPDATE, NOON));
  }

  private void ask(String... charges) {
    for (var charge : charges) {
      request(charge, "he asked");
      take(charge);
    }
  }

  private void request(String charge, String reason) {
    database.inTransactionDo(
        tx -> RefundStore.request(tx, BOT, new ChargeId(charge), reason, "server:a", NOON));
  }

  private void take(String charge) {
    database.inTransactionDo(tx -> RefundStore.take(tx, BOT, new ChargeId(charge), NOON));
  }

  /** The charge by which Telegram is to be told to charge no more. */
  private String toEnd(String charge) {
    return database
        .inTransaction(tx -> RefundStore.find(tx, BOT, new ChargeId(charge)))
        .map(found -> found.subscription().map(ChargeId::value).orElse("nothing"))
        .orElse("not to refund");
  }

  private Set<ChargeId> mark(ToldBy by, String... charges) {
    Collection<RefundedPayment> back = Stream.of(charges).map(this::refund).toList();
    return database.inTransaction(tx -> RefundStore.mark(tx, BOT, back, by));
  }

  private RefundedPayment refund(String charge) {
    return new RefundedPayment(
        new ChargeId(charge),
        new TelegramUser(coins.parties().buyer(), "en"),
        coins.item().stars(),
        coins.id().payload(),
        BACK);
  }

  private List<String> payments() {
    return shop.rows(
        "select concat_ws(' ', charge_id, status, reason) from payment order by charge_id");
  }

  private String deadlocks() {
    shop.execute("select pg_stat_force_next_flush()");
    return shop.rows(
            "select deadlocks::text from pg_stat_database where datname = current_database()")
        .getFirst();
  }
}
