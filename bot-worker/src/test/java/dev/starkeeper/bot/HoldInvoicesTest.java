package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Amount;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.store.CheckoutStore;
import dev.starkeeper.store.InvoiceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HoldInvoicesTest {
  private static final PreCheckoutVerdict APPROVED = new PreCheckoutVerdict.Approve();
  private static final Duration HOLD = Duration.ofSeconds(60);

  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  private final InstantSource clock = now::get;
  private final HoldInvoices holdInvoices =
      new HoldInvoices(test.database(), Shop.BOT, clock, HOLD);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void buyerOfAnOpenInvoiceMayPayAndHoldsIt() {
    var invoice = shop.invoice(shop.unlock("premium", 21));

    assertThat(hold("query-1", invoice)).isEqualTo(APPROVED);
    assertThat(shop.now(invoice).stateAt(Shop.NOON)).isEqualTo(InvoiceState.CHECKOUT);
  }

  @Test
  void anotherCheckoutIsDeclinedUntilTheHoldLapses() {
    var invoice = shop.invoice(shop.unlock("premium", 22));
    hold("query-2", invoice);

    now.set(Shop.NOON.plus(HOLD).minusMillis(1));
    assertThat(hold("query-3", invoice)).isEqualTo(declined(DeclineReason.IN_CHECKOUT));

    now.set(Shop.NOON.plus(HOLD));
    assertThat(hold("query-4", invoice)).isEqualTo(APPROVED);
  }

  @Test
  void sameQueryToldAgainIsApprovedAgain() {
    var invoice = shop.invoice(shop.unlock("premium", 23));
    hold("query-5", invoice);

    assertThat(hold("query-5", invoice)).isEqualTo(APPROVED);
  }

  @Test
  void ofTwoQueriesInOneBatchForOneInvoiceTheLaterGetsIt() {
    var invoice = shop.invoice(shop.unlock("premium", 24));

    var verdicts =
        holdInvoices.hold(List.of(Shop.query("query-6", invoice), Shop.query("query-7", invoice)));

    assertThat(verdicts)
        .isEqualTo(Map.of("query-6", declined(DeclineReason.IN_CHECKOUT), "query-7", APPROVED));
    assertThat(shop.now(invoice).progress())
        .isEqualTo(new Progress.Checkout("query-7", Shop.NOON.plus(HOLD)));
  }

  @Test
  void releasedHoldLetsTheNextOneIn() {
    var invoice = shop.invoice(shop.unlock("premium", 25));
    var query = Shop.query("query-8", invoice);
    holdInvoices.hold(List.of(query));

    holdInvoices.release(List.of(query));

    assertThat(hold("query-9", invoice)).isEqualTo(APPROVED);
  }

  @Test
  void releaseOfAnotherQueryChangesNothing() {
    var invoice = shop.invoice(shop.unlock("premium", 26));
    hold("query-10", invoice);

    holdInvoices.release(List.of(Shop.query("query-11", invoice)));

    assertThat(hold("query-12", invoice)).isEqualTo(declined(DeclineReason.IN_CHECKOUT));
  }

  @Test
  void oneBatchIsJudgedEachByItsOwnFacts() {
    var product = shop.unlock("premium", 27);
    var good = shop.invoice(product);
    var foreign = shop.invoice(product);
    var withdrawn = shop.unlock("gone", 28);
    var gone = shop.invoice(withdrawn);
    shop.withdraw(withdrawn);
    var raised = shop.unlock("raised", 29);
    var outdated = shop.invoice(raised);
    shop.repriced(raised, 30);

    var verdicts =
        holdInvoices.hold(
            List.of(
                Shop.query("good", good),
                new PreCheckoutQuery(
                    "foreign", Shop.aBuyer(), new Amount("XTR", 27), foreign.id().payload()),
                Shop.query("gone", gone),
                Shop.query("outdated", outdated),
                altered("cheaper", foreign, new Amount("XTR", 26)),
                altered("dollars", foreign, new Amount("USD", 27)),
                new PreCheckoutQuery("unknown", Shop.aBuyer(), new Amount("XTR", 1), "nonsense")));

    assertThat(verdicts)
        .isEqualTo(
            Map.of(
                "good", APPROVED,
                "foreign", declined(DeclineReason.NOT_YOUR_INVOICE),
                "gone", declined(DeclineReason.WITHDRAWN),
                "outdated", declined(DeclineReason.PRICE_CHANGED),
                "cheaper", declined(DeclineReason.PRICE_CHANGED),
                "dollars", declined(DeclineReason.PRICE_CHANGED),
                "unknown", declined(DeclineReason.UNKNOWN_INVOICE)));
  }

  @Test
  void paidExpiredAndOwnedAreDeclined() {
    var product = shop.unlock("premium", 31);
    var buyer = Shop.aBuyer();
    var paid = shop.invoice(product, buyer, 1);
    Shop.recording(test.database(), clock).record(Shop.paid(Shop.payment("charge", paid)));
    var again = shop.invoice(product, buyer, 1);
    var late = shop.invoice(product);

    assertThat(hold("query-13", paid)).isEqualTo(declined(DeclineReason.ALREADY_PAID));
    assertThat(hold("query-14", again)).isEqualTo(declined(DeclineReason.ALREADY_OWNED));
    now.set(Shop.NOON.plus(Shop.TTL));
    assertThat(hold("query-15", late)).isEqualTo(declined(DeclineReason.EXPIRED));
  }

  @Test
  void queryJudgedBeforeAnothersHoldIsCommittedDoesNotGetTheInvoice() throws Exception {
    var invoice = shop.invoice(shop.unlock("premium", 33));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var later =
          test.database()
              .inTransaction(tx -> {
                CheckoutStore.hold(
                    tx,
                    Shop.BOT,
                    Map.of(invoice.id(), "query-16"),
                    Shop.NOON,
                    Shop.NOON.plus(HOLD));
                var asked = threads.submit(() -> hold("query-17", invoice));
                awaitSomebodyWaiting();
                return asked;
              });

      assertThat(later.get()).isEqualTo(declined(DeclineReason.IN_CHECKOUT));
    }
  }

  @Test
  void heldInvoiceIsNotReplacedWhileSomebodyMayBePayingIt() {
    var product = shop.unlock("premium", 34);
    var invoice = shop.invoice(product);
    hold("query-18", invoice);
    var dearer = shop.repriced(product, 35);

    assertThat(closeOutdated(invoice, dearer, Shop.NOON.plus(HOLD).minusMillis(1))).isEmpty();
    assertThat(closeOutdated(invoice, dearer, Shop.NOON.plus(HOLD))).containsExactly(invoice.id());
  }

  private List<InvoiceId> closeOutdated(Invoice invoice, Product product, Instant at) {
    return test.database()
        .inTransaction(
            tx -> InvoiceStore.closeOutdated(tx, Shop.BOT, invoice.parties(), product, 1, at));
  }

  @Test
  void eightThreadsAskForOneInvoiceAndOneGetsIt() throws Exception {
    var invoice = shop.invoice(shop.unlock("premium", 32));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> hold("racing-" + i, invoice)))
              .toList();
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

      assertThat(asked).map(Future::resultNow).containsOnlyOnce(APPROVED);
      assertThat(asked)
          .map(Future::resultNow)
          .filteredOn(declined(DeclineReason.IN_CHECKOUT)::equals)
          .hasSize(7);
    }
  }

  private void awaitSomebodyWaiting() {
    Locks.awaitAWaiter(test.config());
  }

  private PreCheckoutVerdict hold(String queryId, Invoice invoice) {
    return holdInvoices.hold(List.of(Shop.query(queryId, invoice))).values().iterator().next();
  }

  private static PreCheckoutQuery altered(String id, Invoice invoice, Amount amount) {
    var query = Shop.query(id, invoice);
    return new PreCheckoutQuery(id, query.from(), amount, query.invoicePayload());
  }

  private static PreCheckoutVerdict declined(DeclineReason reason) {
    return new PreCheckoutVerdict.Decline(reason);
  }
}
