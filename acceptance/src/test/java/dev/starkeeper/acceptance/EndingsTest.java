package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of charges, as the merchant and his buyers see it. */
final class EndingsTest {
  private static Installation shop;

  @BeforeAll
  static void open() {
    shop = Installation.start(Map.of("RECONCILE_EVERY", "PT2S"));
    shop.sellUnlock("premium", 50);
    shop.sellCoins("coins-100", 10, 100);
    shop.sell("week", 20, "\"kind\":\"pass\",\"entitlement\":\"vip\",\"durationDays\":7");
    shop.sell("club", 30, "\"kind\":\"subscription\",\"entitlement\":\"club\"");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void refundByCallTakesAwayWhatTheChargeGave() {
    var buyer = MiniAppUser.someone();
    var charge = buy(buyer, "premium");
    assertThat(active(buyer, "premium")).isTrue();

    var asked =
        shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"asked\"}");

    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.text("status")).isEqualTo("refund_requested");
    awaitStatus(charge, "refunded");
    assertThat(active(buyer, "premium")).isFalse();
    assertThat(refundsAtTelegram(charge)).isEqualTo(1);
    assertThat(
            shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"x\"}")
                .text("status"))
        .isEqualTo("refunded");
  }

  @Test
  void refundWhoseAnswersAreLostHappensOnce() {
    var charge = buy(MiniAppUser.someone(), "coins-100");
    shop.telegram.faults(
        "{\"refundStarPayment\":[{\"kind\":\"lose_answer\",\"times\":2},"
            + "{\"kind\":\"too_many_requests\",\"retryAfter\":1}]}");

    shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"asked\"}");

    awaitStatus(charge, "refunded");
    assertThat(refundsAtTelegram(charge)).isEqualTo(1);
  }

  @Test
  void refundFromOutsideIsTreatedAlike() {
    var buyer = MiniAppUser.someone();
    var kept = buy(buyer, "week");
    var returned = buy(buyer, "week");

    shop.telegram.play("refund", "{\"chargeId\":\"" + returned + "\"}");

    awaitStatus(returned, "refunded");
    assertThat(shop.payment(kept).text("status")).isEqualTo("fulfilled");
    assertThat(active(buyer, "vip")).isTrue();
    var paidAt = Instant.parse(shop.payment(kept).text("paidAt"));
    assertThat(endOf(buyer, "vip")).isEqualTo(paidAt.plus(Duration.ofDays(7)));
  }

  @Test
  void paymentThatNothingExplainsIsHeldShownAndAssigned() {
    var buyer = MiniAppUser.someone();
    var stray = strayPayment(buyer, 10);
    awaitStatus(stray, "unmatched");
    assertThat(shop.asServer("GET", "/v1/payments?status=unmatched", "").whole().body())
        .contains(stray);
    var invoice = shop.mint(buyer, "coins-100");

    var assigned =
        shop.asServer(
            "POST",
            "/v1/payments/" + stray + "/assignment",
            "{\"invoiceId\":\"" + invoice.text("id") + "\"}");

    assertThat(assigned.status()).isEqualTo(200);
    assertThat(assigned.text("status")).isEqualTo("fulfilled");
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
    assertThat(shop.invoice(buyer, invoice.text("id"), 0).text("status")).isEqualTo("paid");
  }

  @Test
  void subscriptionRenewsEachMonthUntilTheBuyerTurnsItOff() {
    var buyer = MiniAppUser.someone();
    var first = buy(buyer, "club");
    var began = endOf(buyer, "club");
    assertThat(subscription(buyer).get("status").getAsString()).isEqualTo("active");

    shop.telegram.play("clock", "{\"advance\":\"P30D\"}");
    Await.until(
        "the renewal is there", () -> endOf(buyer, "club").equals(began.plus(Duration.ofDays(30))));
    assertThat(renewals(buyer)).isEqualTo(1);

    shop.telegram.play("subscriptions/cancel", "{\"chargeId\":\"" + first + "\"}");
    Await.until(
        "the cancellation is known",
        () -> subscription(buyer).get("status").getAsString().equals("canceled"));
    shop.telegram.play("clock", "{\"advance\":\"P30D\"}");
    shop.awaitAllConfirmed();
    assertThat(endOf(buyer, "club")).isEqualTo(began.plus(Duration.ofDays(30)));
  }

  @Test
  void renewalsThatNoUpdateToldComeFromTheHistory() {
    var buyer = MiniAppUser.someone();
    buy(buyer, "club");
    var began = endOf(buyer, "club");

    shop.telegram.play("clock", "{\"advance\":\"P65D\"}"); // both are older than a day by then

    Await.until("two renewals are there", () -> renewals(buyer) == 2);
    assertThat(endOf(buyer, "club")).isEqualTo(began.plus(Duration.ofDays(60)));
    assertThat(
            shop.postgres.rows(
                "select recorded_from from payment where renewal and payer_id = " + buyer.id()))
        .containsExactly("HISTORY", "HISTORY");
    Await.until(
        "the books are read to their end and agree",
        () -> {
          var books = shop.asServer("GET", "/v1/books", "").body();
          return books.get("complete").getAsBoolean()
              && books.getAsJsonObject("difference").get("stars").getAsLong() == 0;
        });
  }

  @Test
  void merchantCancelsAndTheBuyerKeepsHisMonth() {
    var buyer = MiniAppUser.someone();
    buy(buyer, "club");
    var id = subscription(buyer).get("id").getAsString();
    shop.telegram.faults("{\"editUserStarSubscription\":[{\"kind\":\"lose_answer\"}]}");

    var canceled =
        shop.asServer(
            "POST", "/v1/customers/" + buyer.id() + "/subscriptions/" + id + "/cancel", "");

    assertThat(canceled.status()).isEqualTo(200);
    assertThat(canceled.text("status")).isEqualTo("canceled");
    assertThat(active(buyer, "club")).isTrue();
    assertThat(
            shop.telegram.state().getAsJsonArray("subscriptions").asList().stream()
                .map(one -> one.getAsJsonObject())
                .filter(one -> one.get("payload").getAsString().equals(id))
                .map(one -> one.get("botCanceled").getAsBoolean()))
        .containsExactly(true);
  }

  @Test
  void twoFirstChargesAtOnceLeaveOne() throws Exception {
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "premium");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var told =
          List.of("stx-twin-1", "stx-twin-2").stream()
              .map(charge ->
                  threads.submit(
                      () -> shop.telegram.push(Told.paid(buyer, charge, 50, invoice.text("id")))))
              .toList();
      for (var one : told) one.get();
    }
    shop.awaitAllConfirmed();

    assertThat(shop.paymentsOf(buyer)).filteredOn(row -> row.endsWith(" FULFILLED")).hasSize(1);
    // The sandbox's books do not know charges that were only pushed: Telegram's words are shown.
    Await.until(
        "the second went back or says why not",
        () -> shop.paymentsOf(buyer).stream().anyMatch(row -> row.endsWith(" REFUND_FAILED")));
  }

  private static String buy(MiniAppUser buyer, String sku) {
    var invoice = shop.mint(buyer, sku);
    var paid = shop.telegram.pay(invoice.text("invoiceLink"), buyer);
    assertThat(paid.text("status")).isEqualTo("paid");
    assertThat(shop.invoice(buyer, invoice.text("id"), 30).text("status")).isEqualTo("paid");
    return paid.text("chargeId");
  }

  /** Paid by a link that the bot's former program made: pre-checkouts of it are declined now. */
  private static String strayPayment(MiniAppUser buyer, int stars) {
    var charge = "stx-stray-" + buyer.id();
    shop.telegram.push(Told.paid(buyer, charge, stars, "order-of-the-former-program"));
    return charge;
  }

  private static void awaitStatus(String charge, String status) {
    Await.until(
        charge + " is " + status,
        () -> {
          var payment = shop.payment(charge);
          return payment.status() == 200 && payment.text("status").equals(status);
        });
  }

  private static boolean active(MiniAppUser user, String entitlement) {
    return entitlements(user).stream()
        .anyMatch(one ->
            one.get("key").getAsString().equals(entitlement) && one.get("active").getAsBoolean());
  }

  private static Instant endOf(MiniAppUser user, String entitlement) {
    return entitlements(user).stream()
        .filter(one -> one.get("key").getAsString().equals(entitlement))
        .map(one -> Instant.parse(one.get("endsAt").getAsString()))
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private static List<JsonObject> entitlements(MiniAppUser user) {
    return shop.me(user).body().getAsJsonArray("entitlements").asList().stream()
        .map(one -> one.getAsJsonObject())
        .toList();
  }

  private static JsonObject subscription(MiniAppUser user) {
    return shop.me(user).body().getAsJsonArray("subscriptions").get(0).getAsJsonObject();
  }

  private static int renewals(MiniAppUser user) {
    return shop.postgres
        .rows("select charge_id from payment where renewal and payer_id = " + user.id())
        .size();
  }

  private static long refundsAtTelegram(String charge) {
    return shop.telegram.state().getAsJsonArray("refunds").asList().stream()
        .filter(one -> one.getAsJsonObject().get("chargeId").getAsString().equals(charge))
        .count();
  }
}
