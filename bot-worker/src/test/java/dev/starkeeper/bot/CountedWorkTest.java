package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.history.Reconcile;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the worker does is on its page for Prometheus. */
final class CountedWorkTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final Meters meters = new Meters("bot-worker");
  private final BotMeters bot = BotMeters.of(meters.registry(), Shop.BOT, () -> Shop.NOON);
  private final AnswerPreCheckouts answer =
      new AnswerPreCheckouts(
          telegram,
          new HoldInvoices(test.database(), Shop.BOT, () -> Shop.NOON, Duration.ofMinutes(1)),
          new Phrases(),
          bot.preCheckouts());
  private final PollUpdates poll =
      Shop.polling(telegram, answer, test.database(), () -> Shop.NOON, bot);

  @AfterEach
  void close() {
    answer.close();
    meters.close();
    test.close();
  }

  @Test
  void purchaseMovesTheFigures() {
    var invoice = shop.invoice(shop.unlock("premium", 41));
    told(new Update.Content.AskedToPay(Shop.query("query-1", invoice)));
    told(new Update.Content.AskedToPay(Shop.query("query-2", invoice)));
    told(
        new Update.Content.Paid(Shop.payment("charge-1", invoice)),
        new Update.Content.Paid(Shop.payment("charge-2", invoice)),
        new Update.Content.Unreadable("no date"));
    answer.close();

    has("starkeeper_pre_checkout_decisions_total", "decision=\"approved\"", "1.0");
    has("starkeeper_pre_checkout_decisions_total", "decision=\"in_checkout\"", "1.0");
    has("starkeeper_pre_checkout_seconds_bucket", "le=\"10.0\"", "2");
    has("starkeeper_updates_total", "kind=\"pre_checkout_query\"", "2.0");
    has("starkeeper_updates_total", "kind=\"successful_payment\"", "2.0");
    has("starkeeper_updates_total", "kind=\"unreadable\"", "1.0");
    has("starkeeper_payments_total", "ending=\"fulfilled\",source=\"update\"", "1.0");
    has("starkeeper_payments_total", "ending=\"second_charge\",source=\"update\"", "1.0");
    has("starkeeper_recording_batch_reports_bucket", "le=\"1.0\"", "0");
    has("starkeeper_recording_batch_reports_bucket", "le=\"2.0\"", "1");
    assertThat(meters.page())
        .contains("starkeeper_updates_rejected_total{bot=\"7000001\"} 1.0")
        .contains("starkeeper_recording_seconds_count{bot=\"7000001\"} 1");
  }

  @Test
  void answerThatTelegramDoesNotTakeHasNoLatency() {
    var invoice = shop.invoice(shop.unlock("premium", 42));
    telegram.faults.add(
        new TelegramException.Refused("answerPreCheckoutQuery", 400, "query is too old"));
    told(new Update.Content.AskedToPay(Shop.query("query-3", invoice)));
    answer.close();

    has("starkeeper_pre_checkout_failures_total", "cause=\"refused\"", "1.0");
    has("starkeeper_pre_checkout_seconds_bucket", "le=\"+Inf\"", "0");
  }

  @Test
  void rejectedUpdateToldAgainIsCountedOnce() {
    for (var i = 0; i < 2; i++) {
      telegram.batches.add(() -> updates(7, new Update.Content.Unreadable("no date")));
      poll.run();
    }

    assertThat(meters.page()).contains("starkeeper_updates_rejected_total{bot=\"7000001\"} 1.0");
  }

  @Test
  void refundsAreCountedByHowEachAttemptEnds() {
    told(
        new Update.Content.Paid(Shop.payment("charge-3", shop.invoice(shop.unlock("a", 43)))),
        new Update.Content.Paid(Shop.payment("charge-4", shop.invoice(shop.unlock("b", 44)))));
    for (var charge : List.of("charge-3", "charge-4")) wantBack(charge);
    telegram.faults.add(new TelegramException.Unreachable("refundStarPayment", "cut"));
    var refunds = refunds();

    assertThatThrownBy(() -> refunds.refund(subject("charge-3")))
        .isInstanceOf(TelegramException.Unreachable.class);
    refunds.refund(subject("charge-3"));
    refunds.refund(subject("charge-3")); // it is back: nothing to do
    telegram.faults.add(
        new TelegramException.Refused("refundStarPayment", 400, "Bad Request: CHARGE_NOT_FOUND"));
    refunds.refund(subject("charge-4"));

    has("starkeeper_refunds_total", "ending=\"retried\"", "1.0");
    has("starkeeper_refunds_total", "ending=\"done\"", "1.0");
    has("starkeeper_refunds_total", "ending=\"refused\"", "1.0");
  }

  @Test
  void whatOnlyTheHistoryToldIsCountedApart() {
    var invoice = shop.invoice(shop.unlock("premium", 45));
    telegram.history.add(History.paid("charge-5", invoice));

    new Reconcile(
            test.database(),
            new Bot(Shop.BOT, telegram),
            () -> Shop.NOON,
            Shop.recording(test.database(), () -> Shop.NOON),
            bot.recording())
        .run();

    has("starkeeper_payments_total", "ending=\"fulfilled\",source=\"history\"", "1.0");
    has("starkeeper_payments_total", "ending=\"fulfilled\",source=\"update\"", "0.0");
  }

  private void told(Update.Content... contents) {
    var first = telegram.offsets.size() * 10L + 1;
    telegram.batches.add(() -> updates(first, contents));
    poll.run();
  }

  private static List<Update> updates(long first, Update.Content... contents) {
    return IntStream.range(0, contents.length)
        .mapToObj(i -> new Update(first + i, "{}", contents[i]))
        .toList();
  }

  private void has(String name, String labels, String value) {
    assertThat(meters.page()).contains(name + "{bot=\"7000001\"," + labels + "} " + value + "\n");
  }

  private void wantBack(String charge) {
    test.database()
        .inTransactionDo(tx ->
            RefundStore.request(
                tx, Shop.BOT, new ChargeId(charge), "asked", "server:shop", Shop.NOON));
  }

  private CountRefunds refunds() {
    var recording = Shop.recording(test.database(), () -> Shop.NOON);
    return new CountRefunds(
        new RefundPayment(test.database(), telegram, () -> Shop.NOON, recording), bot.refunds());
  }

  private static Subject subject(String charge) {
    return new Subject(Shop.BOT, new ChargeId(charge));
  }
}
