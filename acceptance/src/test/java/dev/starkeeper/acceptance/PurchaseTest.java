package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What buyers and strangers can do, through two processes that share only a PostgreSQL. */
final class PurchaseTest {
  private static Installation shop;

  @BeforeAll
  static void open() {
    shop = Installation.start();
    shop.sellUnlock("premium", 50);
    shop.sellCoins("coins-100", 10, 100);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void buyerPaysAndOwnsWhatHeBought() throws Exception {
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "premium");
    assertThat(invoice.status()).isEqualTo(201);

    try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      var paidInvoice = waiting.submit(() -> shop.invoice(buyer, invoice.text("id"), 30));
      var payment = shop.telegram.pay(invoice.text("invoiceLink"), buyer);

      assertThat(payment.text("status")).isEqualTo("paid");
      assertThat(paidInvoice.get().text("status")).isEqualTo("paid");
      assertThat(shop.paymentsOf(buyer)).containsExactly(payment.text("chargeId") + " FULFILLED");
    }
    assertThat(entitlements(buyer).toString()).contains("\"key\":\"premium\"", "\"active\":true");
    awaitReceipt(buyer, "premium");
  }

  @Test
  void forgedExpiredAndForeignInitDataBuyNothing() {
    var someone = MiniAppUser.someone();
    var now = Instant.now().getEpochSecond();
    var genuine = someone.initData(PlayedTelegram.TOKEN, now);
    var otherId = genuine.replace(Long.toString(someone.id()), Long.toString(someone.id() + 1));
    var old = someone.initData(PlayedTelegram.TOKEN, now - 86_400 - 60);
    var foreign = someone.initData("7000043:AAFixedTokenOfSomebodyElsesBot000043", now);

    assertThat(code(otherId)).isEqualTo("401 invalid_init_data");
    assertThat(code(old)).isEqualTo("401 expired_init_data");
    assertThat(code(foreign)).isEqualTo("401 invalid_init_data");
    assertThat(shop.postgres.rows("select id from invoice where buyer_id = " + someone.id()))
        .isEmpty();
  }

  @Test
  void anotherPriceOrCurrencyAtPreCheckoutIsDeclined() {
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "premium").text("invoiceLink");

    var cheaper = shop.telegram.payTampered(link, buyer, "{\"amount\":1}");
    var dollars = shop.telegram.payTampered(link, buyer, "{\"currency\":\"USD\"}");

    assertThat(cheaper.text("status")).isEqualTo("failed");
    assertThat(cheaper.text("error")).startsWith("The price has changed");
    assertThat(dollars.text("error")).startsWith("The price has changed");
    assertThat(shop.paymentsOf(buyer)).isEmpty();
    assertThat(shop.telegram.pay(link, buyer).text("status")).isEqualTo("paid");
  }

  @Test
  void repricedAndWithdrawnProductsAreDeclined() {
    shop.sellUnlock("short-lived", 5);
    var first = MiniAppUser.someone();
    var second = MiniAppUser.someone();
    var link = shop.mint(first, "short-lived").text("invoiceLink");
    var otherLink = shop.mint(second, "short-lived").text("invoiceLink");

    shop.sellUnlock("short-lived", 6);
    assertThat(shop.telegram.pay(link, first).text("error")).startsWith("The price has changed");
    shop.sellUnlock("short-lived", 5);
    shop.withdraw("short-lived");
    assertThat(shop.telegram.pay(otherLink, second).text("error"))
        .startsWith("This is not for sale any more");
    assertThat(shop.paymentsOf(first)).isEmpty();
    assertThat(shop.paymentsOf(second)).isEmpty();
  }

  @Test
  void strangerCannotPaySomeonesLink() {
    var buyer = MiniAppUser.someone();
    var stranger = MiniAppUser.someone();
    var link = shop.mint(buyer, "premium").text("invoiceLink");

    var payment = shop.telegram.pay(link, stranger);

    assertThat(payment.text("status")).isEqualTo("failed");
    assertThat(payment.text("error")).startsWith("This invoice was made for somebody else");
    assertThat(shop.paymentsOf(stranger)).isEmpty();
    assertThat(shop.telegram.pay(link, buyer).text("status")).isEqualTo("paid");
  }

  @Test
  void sameLinkIsPaidOnce() {
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");

    assertThat(shop.telegram.pay(link, buyer).text("status")).isEqualTo("paid");
    shop.awaitAllConfirmed();
    var again = shop.telegram.pay(link, buyer);

    assertThat(again.text("status")).isEqualTo("failed");
    assertThat(again.text("error")).startsWith("This invoice is paid already");
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void twentyTapsOnOneLinkAtOnceChargeOnce() throws Exception {
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");

    try (var taps = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses =
          IntStream.range(0, 20)
              .mapToObj(_ -> taps.submit(() -> shop.telegram.pay(link, buyer).text("status")))
              .toList();
      for (var status : statuses) status.get();

      assertThat(statuses).map(Future::resultNow).filteredOn("paid"::equals).hasSize(1);
    }
    shop.awaitAllConfirmed();
    assertThat(shop.paymentsOf(buyer)).hasSize(1);
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void paymentToldFiftyTimesCountsOnce() {
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "coins-100");
    var told = Told.paid(buyer, "stx-told-fifty-times", 10, invoice.text("id"));

    shop.telegram.push("{\"updates\":[" + String.join(",", Collections.nCopies(50, told)) + "]}");
    shop.awaitAllConfirmed();

    assertThat(shop.paymentsOf(buyer)).containsExactly("stx-told-fifty-times FULFILLED");
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void garbagePayloadsAreHeldAndShown() {
    var buyer = MiniAppUser.someone();

    shop.telegram.push(Told.paid(buyer, "stx-garbage", 77, "'; drop table payment; -- \\u0000 💥"));
    shop.awaitAllConfirmed();

    assertThat(shop.paymentsOf(buyer)).containsExactly("stx-garbage UNMATCHED");
    assertThat(shop.coinsOf(buyer)).isZero();
  }

  @Test
  void unreadableUpdatesAmidGoodOnesAreKeptAndStopNobody() {
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "coins-100");
    var nonsense =
        "{\"message\":{\"successful_payment\":{\"currency\":\"XTR\",\"total_amount\":\"ten\"}}}";
    var good = Told.paid(buyer, "stx-amid-nonsense", 10, invoice.text("id"));

    shop.telegram.push("{\"updates\":[" + nonsense + "," + good + ",{\"message\":[1,2]}]}");
    shop.awaitAllConfirmed();

    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
    assertThat(shop.postgres.rows("select body from rejected_update where body like '%ten%'"))
        .hasSize(1);
    assertThat(shop.postgres.rows("select body from rejected_update where body like '%[1,2]%'"))
        .hasSize(1);
  }

  @Test
  void strayPollerDoesNotStopPolling() {
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");

    shop.awaitAllConfirmed();
    Await.until(
        "the worker waits for updates",
        () -> shop.telegram.state().get("pollWaiting").getAsBoolean());
    shop.telegram.callBotApi("getUpdates", "{\"timeout\":1}"); // takes the poll from the worker

    assertThat(shop.telegram.pay(link, buyer).text("status")).isEqualTo("paid");
    Await.until("the coins are there", () -> shop.coinsOf(buyer) == 100);
    assertThat(shop.worker().log()).contains("somebody else polls this bot too");
  }

  private static String code(String initData) {
    var headers = Map.of("Authorization", "tma " + initData);
    var answer = Json.post(shop.at("/v1/invoices"), headers, "{\"sku\":\"premium\"}");
    return answer.status() + " " + answer.text("code");
  }

  private static JsonArray entitlements(MiniAppUser user) {
    return shop.me(user).body().getAsJsonArray("entitlements");
  }

  private static void awaitReceipt(MiniAppUser buyer, String title) {
    Await.until(
        "a receipt for " + title,
        () ->
            shop.telegram.state().getAsJsonArray("messages").asList().stream()
                .map(Object::toString)
                .anyMatch(m -> m.contains(Long.toString(buyer.id())) && m.contains(title)));
  }
}
