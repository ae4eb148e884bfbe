package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.chargeId;
import static dev.starkeeper.sandbox.TestBot.payment;
import static dev.starkeeper.sandbox.TestBot.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PaymentsTest {
  private static final String TOO_OLD =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void preCheckoutTellsWhoPaysWhatForWhich() {
    var link = bot.link("order-1", 5);
    var paid =
        bot.payWith(
            "\"link\":\""
                + link
                + "\",\"user\":{\"id\":42,\"first_name\":\"Ada\",\"language_code\":\"ru\"}");

    var asked = bot.nextUpdate().getAsJsonObject("pre_checkout_query");

    assertThat(asked.get("id").getAsString()).matches("[1-9][0-9]*");
    assertThat(asked.getAsJsonObject("from"))
        .hasToString(
            "{\"id\":42,\"is_bot\":false,\"first_name\":\"Ada\",\"language_code\":\"ru\"}");
    assertThat(asked.get("currency").getAsString()).isEqualTo("XTR");
    assertThat(asked.get("total_amount").getAsInt()).isEqualTo(5);
    assertThat(asked.get("invoice_payload").getAsString()).isEqualTo("order-1");
    assertThat(asked.keySet()).hasSize(5);
    assertThat(paid).isNotDone();
  }

  @Test
  void approvedPaymentComesAsMessageFromThePayer() {
    var update = bot.pays(42, bot.link("order-2", 6));

    var message = update.getAsJsonObject("message");
    assertThat(message.getAsJsonObject("from").get("id").getAsLong()).isEqualTo(42);
    assertThat(message.getAsJsonObject("chat").get("type").getAsString()).isEqualTo("private");
    assertThat(message.getAsJsonObject("chat").get("id").getAsLong()).isEqualTo(42);
    assertThat(message.get("date").getAsLong()).isEqualTo(RunningSandbox.NOON.getEpochSecond());
    assertThat(payment(update).keySet())
        .containsExactly(
            "currency",
            "total_amount",
            "invoice_payload",
            "telegram_payment_charge_id",
            "provider_payment_charge_id");
    assertThat(chargeId(update)).matches("stx[A-Za-z0-9_-]{128}");
    assertThat(payment(update).get("provider_payment_charge_id").getAsString()).isEqualTo("42_1");
  }

  @Test
  void payerLearnsTheChargeId() {
    var paid = bot.pay(bot.link("order-3", 7), 42);
    var asked = bot.nextUpdate();
    bot.approve(asked).result();

    var outcome = within(paid);

    assertThat(outcome.get("status").getAsString()).isEqualTo("paid");
    assertThat(outcome.get("chargeId").getAsString())
        .isEqualTo(chargeId(bot.nextUpdateAfter(asked)));
    assertThat(outcome.get("preCheckoutMs").getAsLong()).isNotNegative();
  }

  @Test
  void declinedPaymentMovesNoStarAndShowsTheBotsReason() {
    var paid = bot.pay(bot.link("order-4", 8), 42);
    var asked = TestBot.queryId(bot.nextUpdate());
    bot.call(
        "answerPreCheckoutQuery", "pre_checkout_query_id", asked, "error_message", "Распродано");

    assertThat(within(paid).get("status").getAsString()).isEqualTo("failed");
    assertThat(within(paid).get("error").getAsString()).isEqualTo("Распродано");
    assertThat(bot.state().get("balance").getAsLong()).isZero();
  }

  @Test
  void declineNeedsAReason() {
    var answer = bot.call("answerPreCheckoutQuery", "pre_checkout_query_id", "1");

    assertThat(answer.description())
        .isEqualTo("Bad Request: parameter \"error_message\" is required");
  }

  @Test
  void unansweredPreCheckoutTimesOutAndLateAnswersAreRefused() {
    var config =
        SandboxConfig.atAnyPort().withoutPollPacing().withPreCheckoutTimeout(Duration.ofMillis(1));
    try (var impatient = RunningSandbox.start(config)) {
      var late = impatient.newBot();
      var outcome = within(late.pay(late.link("order-5", 9), 42));

      assertThat(outcome.get("status").getAsString()).isEqualTo("failed");
      assertThat(outcome.get("error").getAsString()).isEqualTo("BOT_PRECHECKOUT_TIMEOUT");
      assertThat(late.approve(late.nextUpdate()).description()).isEqualTo(TOO_OLD);
      assertThat(late.state().get("balance").getAsLong()).isZero();
    }
  }

  @Test
  void queryTakesOneAnswer() {
    var paid = bot.pay(bot.link("order-6", 10), 42);
    var asked = bot.nextUpdate();
    bot.approve(asked).result();

    assertThat(bot.approve(asked).description()).isEqualTo(TOO_OLD);
    assertThat(within(paid).get("status").getAsString()).isEqualTo("paid");
  }

  @Test
  void oneLinkIsPaidByManyAtOnce() {
    var payers = 40;
    var link = bot.link("order-7", 3);
    var paying = new ArrayList<CompletableFuture<JsonObject>>();
    for (var user = 1; user <= payers; user++) paying.add(bot.pay(link, user));

    var charges = approveUntilPaid(payers);

    assertThat(charges).hasSize(payers);
    assertThat(paying)
        .allSatisfy(
            paid -> assertThat(charges).contains(within(paid).get("chargeId").getAsString()));
    assertThat(bot.state().get("balance").getAsLong()).isEqualTo(payers * 3L);
    var invoice = bot.state().getAsJsonArray("invoices").get(0).getAsJsonObject();
    assertThat(invoice.get("timesPaid").getAsInt()).isEqualTo(payers);
  }

  /** Answers every pre-checkout and collects charge ids until there are that many. */
  private Set<String> approveUntilPaid(int wanted) {
    var charges = new HashSet<String>();
    var offset = 0;
    while (charges.size() < wanted) {
      for (var update : bot.call("getUpdates", "timeout", 50, "offset", offset).updates()) {
        offset = update.get("update_id").getAsInt() + 1;
        if (update.has("pre_checkout_query")) bot.approve(update).result();
        else charges.add(chargeId(update));
      }
    }
    return charges;
  }

  @Test
  void tamperedPaymentAsksForOtherThings() {
    var link = bot.link("order-8", 11);
    var paid =
        bot.payWith(
            "\"link\":\""
                + link
                + "\",\"user\":{\"id\":1},"
                + "\"tamper\":{\"amount\":1,\"currency\":\"USD\",\"payload\":\"order-9\"}");

    var asked = bot.nextUpdate();

    var query = asked.getAsJsonObject("pre_checkout_query");
    assertThat(query.get("total_amount").getAsInt()).isEqualTo(1);
    assertThat(query.get("currency").getAsString()).isEqualTo("USD");
    assertThat(query.get("invoice_payload").getAsString()).isEqualTo("order-9");
    bot.approve(asked).result();
    within(paid);
    assertThat(payment(bot.nextUpdateAfter(asked)).get("total_amount").getAsInt()).isEqualTo(1);
  }

  @Test
  void firstPaymentOfASubscriptionSaysSoAndWhenItEnds() {
    var created = bot.createLink("subscription-1", 12, "subscription_period", 2_592_000);

    var payment = payment(bot.pays(42, created.result().getAsString()));

    assertThat(payment.get("is_recurring").getAsBoolean()).isTrue();
    assertThat(payment.get("is_first_recurring").getAsBoolean()).isTrue();
    assertThat(payment.get("subscription_expiration_date").getAsLong())
        .isEqualTo(RunningSandbox.NOON.plus(Duration.ofDays(30)).getEpochSecond());
  }

  @Test
  void filteredPreCheckoutNeverArrives() {
    var config =
        SandboxConfig.atAnyPort().withoutPollPacing().withPreCheckoutTimeout(Duration.ofMillis(1));
    try (var impatient = RunningSandbox.start(config)) {
      var deaf = impatient.newBot();
      deaf.call("getUpdates", "allowed_updates", "[\"message\"]").result();

      var outcome = within(deaf.pay(deaf.link("order-10", 13), 42));

      assertThat(outcome.get("error").getAsString()).isEqualTo("BOT_PRECHECKOUT_TIMEOUT");
      assertThat(deaf.call("getUpdates").updates()).isEmpty();
    }
  }

  @Test
  void otherFormsOfALinkOpenTheSameInvoiceAndUnknownOnesNone() {
    var slug = bot.link("order-11", 14).substring("https://t.me/$".length());
    bot.pays(1, "https://t.me/invoice/" + slug);
    bot.pays(2, "tg://invoice?slug=" + slug);

    assertThat(within(bot.pay("https://t.me/$unknown", 3)).get("error").getAsString())
        .isEqualTo("SLUG_INVALID");
    assertThat(bot.state().get("balance").getAsLong()).isEqualTo(28);
  }

  @Test
  void closedPaymentSheetAsksNobody() {
    var link = bot.link("order-12", 15);

    var outcome =
        within(bot.payWith("\"link\":\"" + link + "\",\"user\":{\"id\":1},\"cancel\":true"));

    assertThat(outcome).hasToString("{\"status\":\"cancelled\"}");
    assertThat(bot.call("getUpdates").updates()).isEmpty();
  }
}
