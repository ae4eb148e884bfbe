package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.table;

import com.google.gson.JsonParser;
import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.db.Cost;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.RoundTrips;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Product;
import dev.starkeeper.telegram.Update;
import dev.starkeeper.telegram.UpdateReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What a purchase takes of the worker, from Telegram's JSON to the answer or the commit. The limits
 * of bytes are a fifth above what it took when this was written.
 */
final class PurchaseCostTest {
  private static final int TIMES = 40;
  private static final int TIMES_OF_MANY = 8;
  private static final int MANY = 100; // as getUpdates gives them

  @AutoClose private final TestDatabase test = TestDatabase.copy();
  @AutoClose private final RoundTrips trips = RoundTrips.to(test.config());
  @AutoClose private final Database database = Database.open(trips.config(), "test");
  private final Shop shop = new Shop(test.database());
  private final Product product = shop.coins("coins", 10, 100);
  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final BotMeters meters = BotMeters.unseen();

  @AutoClose
  private final AnswerPreCheckouts answer =
      new AnswerPreCheckouts(
          telegram,
          new HoldInvoices(database, Shop.BOT, () -> Shop.NOON, Duration.ofMinutes(1)),
          new Phrases(),
          meters.preCheckouts());

  private final PollUpdates poll =
      Shop.polling(telegram, answer, database, () -> Shop.NOON, meters);
  private final AtomicLong lastId = new AtomicLong();

  @Test
  void aPreCheckoutTakesThreeRoundTrips() {
    var one = cost(TIMES, 1, PurchaseCostTest::query);
    var many = cost(TIMES_OF_MANY, MANY, PurchaseCostTest::query);

    assertThat(many.roundTrips()).isEqualTo(one.roundTrips()).isEqualTo(3);
    assertThat(one.bytes()).isLessThan(107_000);
    assertThat(many.bytes() / MANY).isLessThan(24_500);
  }

  @Test
  void aPaymentTakesTwelveRoundTrips() {
    var one = cost(TIMES, 1, PurchaseCostTest::payment);
    var many = cost(TIMES_OF_MANY, MANY, PurchaseCostTest::payment);

    assertThat(test.database().<Integer>inTransaction(tx -> tx.fetchCount(table("payment"))))
        .isEqualTo(TIMES + TIMES_OF_MANY * MANY);
    assertThat(many.roundTrips()).isEqualTo(one.roundTrips()).isEqualTo(12);
    assertThat(one.bytes()).isLessThan(310_000);
    assertThat(many.bytes() / MANY).isLessThan(37_000);
  }

  /** How Telegram would tell of it. */
  private interface Spell {
    String json(long id, Invoice invoice);
  }

  /** Of a batch of so many. */
  private Cost cost(int times, int buyers, Spell spell) {
    var batches = IntStream.range(0, times).mapToObj(_ -> batch(buyers, spell)).toList();
    return Cost.least(trips, batches, json -> process(json, buyers));
  }

  private String batch(int buyers, Spell spell) {
    return IntStream.range(0, buyers)
        .mapToObj(_ -> spell.json(lastId.incrementAndGet(), shop.invoice(product)))
        .toList()
        .toString();
  }

  private void process(String json, int buyers) {
    telegram.batches.add(() -> read(json));
    poll.run();
    if (!json.contains("pre_checkout_query")) return;
    try {
      for (var i = 0; i < buyers; i++) assertThat(telegram.answers.take().message()).isEmpty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Update> read(String json) {
    var updates = JsonParser.parseString(json).getAsJsonArray();
    return StreamSupport.stream(updates.spliterator(), false).map(UpdateReader::read).toList();
  }

  private static String query(long id, Invoice invoice) {
    return """
    {"update_id":%d,"pre_checkout_query":{"id":"query-%d","from":{"id":%d,"first_name":"Ada",
     "language_code":"en"},"currency":"XTR","total_amount":10,"invoice_payload":"%s"}}
    """
        .formatted(id, id, invoice.parties().buyer().value(), invoice.id().payload());
  }

  private static String payment(long id, Invoice invoice) {
    return """
    {"update_id":%d,"message":{"from":{"id":%d,"first_name":"Ada","language_code":"en"},
     "date":1793534430,"successful_payment":{"currency":"XTR","total_amount":10,
     "invoice_payload":"%s","telegram_payment_charge_id":"charge-%d"}}}
    """
        .formatted(id, invoice.parties().buyer().value(), invoice.id().payload(), id);
  }
}
