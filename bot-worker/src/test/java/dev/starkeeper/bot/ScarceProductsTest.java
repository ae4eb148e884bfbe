package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.model.PreCheckoutVerdict.Approve;
import dev.starkeeper.model.PreCheckoutVerdict.Decline;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Supply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Never more is sold than there is, nor more to one customer than he may have. */
final class ScarceProductsTest {
  private static final Duration HOLD = Duration.ofMinutes(1);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  private final HoldInvoices holdInvoices = new HoldInvoices(database, Shop.BOT, now::get, HOLD);
  private final RecordPayments recordPayments = Shop.recording(database, now::get);
  private final Product hats = shop.coins("hats", 10, 1);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void threeOfEightBuyersGetTheThreeLastPieces() throws Exception {
    shop.scarce(hats, 3, Supply.NONE);
    var invoices = IntStream.range(0, 8).mapToObj(_ -> shop.invoice(hats)).toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          invoices.stream()
              .<Callable<PreCheckoutVerdict>>map(
                  invoice -> () -> ask("query-" + invoice.id().payload(), invoice))
              .toList();
      var verdicts = threads.invokeAll(asked).stream().map(f -> f.resultNow()).toList();

      assertThat(verdicts).filteredOn(Approve.class::isInstance).hasSize(3);
      assertThat(verdicts).filteredOn(new Decline(DeclineReason.SOLD_OUT)::equals).hasSize(5);
    }
  }

  @Test
  void batchSharesOutWhatIsLeftInItsSequence() {
    shop.scarce(hats, 3, Supply.NONE);
    var two = shop.invoice(hats, Shop.aBuyer(), 2);
    var tooMany = shop.invoice(hats, Shop.aBuyer(), 2);
    var one = shop.invoice(hats, Shop.aBuyer(), 1);

    var verdicts =
        holdInvoices.hold(
            List.of(
                Shop.query("query-1", two),
                Shop.query("query-2", tooMany),
                Shop.query("query-3", one)));

    assertThat(verdicts.get("query-1")).isInstanceOf(Approve.class);
    assertThat(verdicts.get("query-2")).isEqualTo(new Decline(DeclineReason.SOLD_OUT));
    assertThat(verdicts.get("query-3")).isInstanceOf(Approve.class);
  }

  @Test
  void holdThatLapsesGivesThePieceBack() {
    shop.scarce(hats, 1, Supply.NONE);
    var first = shop.invoice(hats);
    var second = shop.invoice(hats);
    ask("query-4", first);
    assertThat(ask("query-5", second)).isEqualTo(new Decline(DeclineReason.SOLD_OUT));

    now.set(Shop.NOON.plus(HOLD));

    assertThat(ask("query-6", second)).isInstanceOf(Approve.class);
    assertThat(ask("query-7", first)).isEqualTo(new Decline(DeclineReason.SOLD_OUT));
  }

  @Test
  void paymentWhosePieceWasSoldMeanwhileGoesBack() {
    shop.scarce(hats, 1, Supply.NONE);
    var late = shop.invoice(hats);
    var quick = shop.invoice(hats);
    ask("query-8", late);
    now.set(Shop.NOON.plus(HOLD));
    ask("query-9", quick);

    var outcomes =
        recordPayments.record(
            Shop.paid(Shop.payment("charge-1", quick), Shop.payment("charge-2", late)));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Fulfilled(quick.id()),
            new Outcome.InVain(late.id(), PaymentMatch.InVain.Why.SOLD_OUT));
    assertThat(shop.rows("select stock::text from product")).containsExactly("0");
    assertThat(shop.rows("select status || ' ' || reason from payment where reason is not null"))
        .containsExactly("REFUND_REQUESTED SOLD_OUT");
    assertThat(shop.rows("select state from invoice order by id desc, state"))
        .containsExactlyInAnyOrder("PAID", "VOID");
  }

  @Test
  void customerGetsNoMoreThanHisShareWhateverHeHoldsOrHas() {
    shop.scarce(hats, Supply.NONE, 3);
    var buyer = Shop.aBuyer();
    var bought = shop.invoice(hats, buyer, 1);
    recordPayments.record(Shop.paid(Shop.payment("charge-3", bought)));
    var held = shop.invoice(hats, buyer, 1);
    assertThat(ask("query-10", held)).isInstanceOf(Approve.class);

    var two = shop.invoice(hats, buyer, 2);
    assertThat(ask("query-11", two)).isEqualTo(new Decline(DeclineReason.LIMIT_REACHED));
    assertThat(ask("query-12", shop.invoice(hats, Shop.aBuyer(), 3))).isInstanceOf(Approve.class);

    now.set(Shop.NOON.plus(HOLD)); // the hold lapses, and its piece with it
    assertThat(ask("query-13", two)).isInstanceOf(Approve.class);
  }

  @Test
  void queryToldTwiceKeepsItsPiece() {
    shop.scarce(hats, 1, 1);
    var invoice = shop.invoice(hats);

    assertThat(ask("query-14", invoice)).isInstanceOf(Approve.class);
    assertThat(ask("query-14", invoice)).isInstanceOf(Approve.class);
  }

  private PreCheckoutVerdict ask(String query, Invoice invoice) {
    return holdInvoices.hold(List.of(Shop.query(query, invoice))).values().iterator().next();
  }
}
