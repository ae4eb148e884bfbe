package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.RunningSandbox.NOON;
import static dev.starkeeper.sandbox.TestBot.chargeId;
import static dev.starkeeper.sandbox.TestBot.payment;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RenewalsTest {
  private static final long PERIOD = 2_592_000; // seconds, thirty days

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void firstPaymentTellsWhenThePeriodEnds() {
    var first = payment(bot.subscribes(42, "club-1", 7));

    assertThat(first.get("is_recurring").getAsBoolean()).isTrue();
    assertThat(first.get("is_first_recurring").getAsBoolean()).isTrue();
    assertThat(first.get("subscription_expiration_date").getAsLong())
        .isEqualTo(NOON.getEpochSecond() + PERIOD);
  }

  @Test
  void renewalIsAPaymentWithoutAPreCheckout() {
    var first = bot.subscribes(42, "club-2", 8);

    var advanced = bot.advance("P30D");

    assertThat(advanced.get("renewed").getAsInt()).isEqualTo(1);
    assertThat(bot.updates())
        .singleElement()
        .satisfies(update -> {
          assertThat(update.getAsJsonObject("message").get("date").getAsLong())
              .isEqualTo(NOON.getEpochSecond() + PERIOD);
          var renewal = payment(update);
          assertThat(renewal.get("total_amount").getAsInt()).isEqualTo(8);
          assertThat(renewal.get("invoice_payload").getAsString()).isEqualTo("club-2");
          assertThat(renewal.get("is_recurring").getAsBoolean()).isTrue();
          assertThat(renewal.has("is_first_recurring")).isFalse();
          assertThat(renewal.get("subscription_expiration_date").getAsLong())
              .isEqualTo(NOON.getEpochSecond() + 2 * PERIOD);
          assertThat(chargeId(update)).isNotEqualTo(chargeId(first));
        });
  }

  @Test
  void threePeriodsAreThreeRenewalsEachAtItsDate() {
    var first = bot.subscribes(42, "club-3", 9);

    var advanced = bot.advance("P90D");

    assertThat(Answer.objects(advanced.getAsJsonArray("renewals")))
        .extracting(renewal -> renewal.get("at").getAsString())
        .containsExactly("2026-12-01T12:00:00Z", "2026-12-31T12:00:00Z", "2027-01-30T12:00:00Z");
    assertThat(bot.transactions())
        .extracting(line -> (line.get("date").getAsLong() - NOON.getEpochSecond()) / PERIOD)
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(bot.transactions())
        .extracting(line -> line.get("id").getAsString())
        .doesNotHaveDuplicates()
        .startsWith(chargeId(first));
    assertThat(bot.transactions())
        .allSatisfy(line ->
            assertThat(line.getAsJsonObject("source").get("subscription_period").getAsLong())
                .isEqualTo(PERIOD));
    assertThat(bot.updates())
        .as("those before are over a day old")
        .singleElement()
        .satisfies(update ->
            assertThat(payment(update).get("subscription_expiration_date").getAsLong())
                .isEqualTo(NOON.getEpochSecond() + 4 * PERIOD));
  }

  @Test
  void whatFellDueBySandboxTimeHappensBeforeTheNextQuestion() {
    bot.subscribes(42, "club-4", 10);
    sandbox.advance(Duration.ofDays(60));

    assertThat(bot.call("getMyStarBalance").result()).hasToString("{\"amount\":30}");

    sandbox.advance(Duration.ofDays(30).minusSeconds(1));
    assertThat(bot.advance("PT0S").get("renewed").getAsInt()).isZero();
    sandbox.advance(Duration.ofSeconds(1));
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(40);
  }

  @Test
  void renewalsOfSeveralComeInTheOrderOfTheirDates() {
    bot.subscribes(42, "club-5", 1);
    bot.advance("P1D");
    bot.subscribes(43, "club-6", 2);
    bot.advance("P1D");
    bot.subscribes(42, "club-5", 3);

    bot.advance("P60D");

    assertThat(bot.transactions())
        .extracting(line -> line.get("amount").getAsInt())
        .containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3);
    assertThat(bot.transactions())
        .isSortedAccordingTo(
            (a, b) -> Long.compare(a.get("date").getAsLong(), b.get("date").getAsLong()));
  }

  @Test
  void renewalCostsWhatTheInvoiceSaysWhateverWasPaidFirst() {
    var link = bot.createLink("club-7", 11, "subscription_period", PERIOD).result().getAsString();
    var paid =
        bot.payWith("\"link\":\"" + link + "\",\"user\":{\"id\":42},\"tamper\":{\"amount\":1}");
    bot.approve(bot.nextUpdate()).result();
    TestBot.within(paid);

    bot.advance("P30D");

    assertThat(bot.transactions())
        .extracting(line -> line.get("amount").getAsInt())
        .containsExactly(1, 11);
  }

  @Test
  void refundOfAChargeDoesNotStopTheRenewals() {
    var first = bot.subscribes(42, "club-14", 17);
    bot.controlled("refund", "{\"chargeId\":\"" + chargeId(first) + "\"}");

    bot.advance("P30D");

    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(17);
  }

  @Test
  void renewalIsRefundedByItsOwnCharge() {
    bot.subscribes(42, "club-17", 21);
    bot.advance("P30D");
    var renewal = chargeId(bot.updates().getLast());

    bot.call("refundStarPayment", "user_id", 42, "telegram_payment_charge_id", renewal).result();

    assertThat(bot.transactions()).hasSize(3);
    var receiver = bot.transactions().getLast().getAsJsonObject("receiver");
    assertThat(receiver.get("subscription_period").getAsLong()).isEqualTo(PERIOD);
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(21);
  }
}
