package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.store.SubscriptionStore.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a subscription is found by the clock alone, and told once. */
final class SubscriptionEndTest {
  private static final Duration GRACE = Duration.ofHours(1);
  private static final Instant END = NOON.plus(Recurrence.MONTH);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Product product = shop.subscription("s", 30);

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @EnumSource
  void statementEndsExactlyWhatTheModelCallsExpired(RenewalState renewal) {
    for (var now :
        List.of(
            micro(END, -1),
            END,
            micro(END.plus(GRACE), -1),
            END.plus(GRACE),
            END.plus(GRACE).plus(GRACE))) {
      var invoice = subscribed(renewal);
      var expired = find(invoice).statusAt(now, GRACE) == Subscription.Status.EXPIRED;

      assertThat(markEnded(now, 9).contains(invoice.id())).as("at %s", now).isEqualTo(expired);

      shop.execute("delete from subscription");
    }
  }

  @Test
  void eightThreadsEndEachOnce() throws Exception {
    var all =
        Stream.generate(() -> subscribed(RenewalState.ON)).limit(40).map(Invoice::id).toList();

    var ended =
        Threads.eight(_ -> markEnded(END.plus(GRACE), 40)).stream().flatMap(Collection::stream);

    assertThat(ended).containsExactlyInAnyOrderElementsOf(all);
    assertThat(markEnded(END.plus(GRACE), 40)).isEmpty();
  }

  @Test
  void soManyAreEndedAtATimeAndTheOldestFirst() {
    var late = shop.saved(Shop.anInvoice(product, Shop.parties(), 1));
    shop.payMonth(late, "late", NOON.plusSeconds(60));
    var early = subscribed(RenewalState.ON);
    var latest = shop.saved(Shop.anInvoice(product, Shop.parties(), 1));
    shop.payMonth(latest, "latest", NOON.plusSeconds(90));
    var then = END.plus(GRACE).plus(GRACE);

    assertThat(markEnded(then, 2)).containsExactlyInAnyOrder(early.id(), late.id());
    assertThat(markEnded(then, 2)).containsExactly(latest.id());
    assertThat(markEnded(then, 2)).isEmpty();
  }

  @Test
  void whatAnotherTransactionHasIsSkippedAndNotWaitedFor() throws Exception {
    var invoice = subscribed(RenewalState.ON);

    assertThat(
            Waiting.whileOneHas(
                database,
                tx -> SubscriptionStore.lock(tx, BOT, List.of(invoice.id())),
                tx ->
                    assertThat(SubscriptionStore.markEnded(tx, END.plus(GRACE), GRACE, 9))
                        .isEmpty()))
        .isFalse();
    assertThat(markEnded(END.plus(GRACE), 9)).containsExactly(invoice.id());
  }

  @Test
  void renewalRevivesWhatHasEndedAndItEndsAgain() {
    var invoice = subscribed(RenewalState.FAILED);
    assertThat(markEnded(END.plus(GRACE), 9)).containsExactly(invoice.id());

    shop.payMonth(invoice, "much later", END.plus(GRACE).plus(GRACE));

    assertThat(markEnded(END.plus(GRACE).plus(GRACE), 9)).isEmpty();
    assertThat(markEnded(END.plus(Recurrence.MONTH).plus(GRACE.multipliedBy(3)), 9))
        .containsExactly(invoice.id());
  }

  @Test
  void olderMonthThatTurnsUpRevivesNothing() {
    var invoice = subscribed(RenewalState.ON);
    markEnded(END.plus(GRACE), 9);

    shop.payMonth(invoice, "month-0", NOON.minus(Recurrence.MONTH));

    assertThat(markEnded(END.plus(GRACE), 9)).isEmpty();
  }

  @Test
  void endedOnesAreToldWithTheirBot() {
    var invoice = subscribed(RenewalState.ON);

    var ended = ended(END.plus(GRACE), 9);

    assertThat(ended).containsExactly(new Ended(BOT, find(invoice)));
  }

  private Invoice subscribed(RenewalState renewal) {
    var invoice = shop.saved(Shop.anInvoice(product, Shop.parties(), 1));
    shop.payMonth(invoice, "month-1 of " + invoice.id().payload(), NOON);
    database.inTransactionDo(tx -> SubscriptionStore.setRenewal(tx, BOT, invoice.id(), renewal));
    return invoice;
  }

  private List<InvoiceId> markEnded(Instant now, int most) {
    return ended(now, most).stream().map(ended -> ended.subscription().id()).toList();
  }

  private List<Ended> ended(Instant now, int most) {
    return database.inTransaction(tx -> SubscriptionStore.markEnded(tx, now, GRACE, most));
  }

  private Subscription find(Invoice invoice) {
    return database
        .inTransaction(tx -> SubscriptionStore.find(tx, BOT, invoice.id()))
        .orElseThrow();
  }

  /** PostgreSQL's times are to the microsecond. */
  private static Instant micro(Instant instant, int micros) {
    return instant.plus(Duration.ofNanos(1_000L * micros));
  }
}
