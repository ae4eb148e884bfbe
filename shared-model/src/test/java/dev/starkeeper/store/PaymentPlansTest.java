package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.PaymentListStore.Listed;
import dev.starkeeper.store.PaymentListStore.Position;
import dev.starkeeper.store.PaymentListStore.Slice;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page of payments costs what it shows, at the top and far below, however many there are: as
 * {@link PlansTest}, by what PostgreSQL says it read, with the plan made for any values.
 */
final class PaymentPlansTest {
  private static final int PAGE = 10;
  private static final int UNTAKEN = 10;
  private static final TestDatabase TEST = TestDatabase.copy();

  /** Of 20,000 charges, one a second: in each hundred 8 of every other kind; the rest delivered. */
  @BeforeAll
  static void manyRows() {
    var shop = new Shop(TEST.database());
    shop.execute(
        """
        insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, status, reason,
                             renewal, recorded_from, paid_at, recorded_at, refunded_at)
        select 7000001, 'charge-' || n, n % 10 + 1, 7, 'p', kind.status,
               case kind.status when 'FULFILLED' then null else 'why' end, false, 'UPDATE',
               '2026-11-01T00:00Z'::timestamptz + n * interval '1 second', now(),
               case kind.status when 'REFUNDED' then now() end
        from generate_series(1, 20000) n,
          lateral (select case n % 100 / 8 when 0 then 'UNMATCHED' when 1 then 'REFUND_REQUESTED'
                          when 2 then 'REFUND_FAILED' when 3 then 'REFUNDED'
                          else 'FULFILLED' end as status) as kind
        """);
    // Every tenth was asked back once; of those, a handful has not been taken up.
    shop.execute(
        """
        insert into refund_request (bot_id, charge_id, reason, requested_by, requested_at, taken_at)
        select 7000001, 'charge-' || n, 'asked', 'server:shop', now(),
               case when n % 2000 = 0 then null else now() end
        from generate_series(10, 20000, 10) n
        """);
    shop.execute("analyze");
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  static Stream<Arguments> pages() {
    return Stream.of(
        page("all", PAGE, (tx, slice) -> PaymentListStore.all(tx, BOT, slice)),
        // Between two delivered ones lie 32 others at most.
        status(PaymentStatus.FULFILLED, PAGE + 32),
        status(PaymentStatus.UNMATCHED, PAGE + UNTAKEN),
        status(PaymentStatus.REFUND_FAILED, PAGE),
        status(PaymentStatus.REFUNDED, PAGE),
        // The requests that no worker has taken are read one and all.
        status(PaymentStatus.REFUND_REQUESTED, PAGE + 2 * UNTAKEN),
        page(
            "of a customer",
            PAGE,
            (tx, slice) -> PaymentListStore.paidBy(tx, BOT, new TelegramUserId(4), slice)));
  }

  interface Statement {
    List<Listed> fetch(DSLContext tx, Slice slice);
  }

  private static Arguments status(PaymentStatus status, int rows) {
    return page(
        status.name(), rows, (tx, slice) -> PaymentListStore.withStatus(tx, BOT, status, slice));
  }

  private static Arguments page(String name, int rows, Statement statement) {
    return arguments(name, rows, statement);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void costsWhatItShows(String name, int rows, Statement statement) {
    var middle = new Position(Instant.parse("2026-11-01T02:46:40Z"), new ChargeId("charge-10000"));
    for (var position : List.of(Position.TOP, middle)) {
      var read = measure(tx -> statement.fetch(tx, new Slice(position, PAGE)));

      assertThat(read.shown()).as(name).hasSize(PAGE);
      assertThat(read.shown())
          .extracting(listed -> listed.recorded().payment().paidAt())
          .isSortedAccordingTo((one, other) -> other.compareTo(one));
      assertThat(read.wholeTables()).as("whole tables").isZero();
      // With each payment, whether its refund was asked for.
      assertThat(read.rows()).as("rows by index").isLessThanOrEqualTo(2L * rows);
    }
  }

  private record Read(List<Listed> shown, long wholeTables, long rows) {}

  private static Read measure(Function<DSLContext, List<Listed>> statement) {
    return TEST.database()
        .inTransaction(tx -> {
          tx.execute("set local plan_cache_mode = force_generic_plan");
          var scans = count(tx, "seq_scan");
          var rows = count(tx, "idx_tup_fetch");
          var shown = statement.apply(tx);
          return new Read(shown, count(tx, "seq_scan") - scans, count(tx, "idx_tup_fetch") - rows);
        });
  }

  /** Of all tables, by this transaction so far. */
  private static long count(DSLContext tx, String what) {
    return tx.fetchSingle("select sum(" + what + ") from pg_stat_xact_user_tables")
        .get(0, Long.class);
  }
}
