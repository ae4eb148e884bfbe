package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the merchant's own server is told and may do, through processes that die. */
final class MerchantTest {
  private static final int BUYERS = 6;
  private static final int EACH = 4;

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
  void waitingReaderHearsOfAPurchase() throws Exception {
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "premium");
    var last = events(0).isEmpty() ? 0 : id(events(0).getLast());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> page("after=" + last + "&wait=30"));
      var charge = shop.telegram.pay(invoice.text("invoiceLink"), buyer).text("chargeId");

      assertThat(waiting.get()).isNotEmpty();
      assertThat(mentions(charge))
          .extracting(event -> event.get("type").getAsString())
          .containsExactly("payment.succeeded", "entitlement.granted");
    }
  }

  /** A worker is killed while it records, and another goes on. */
  @Test
  void readerMissesNothingWhileWorkersAreKilled() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reader = threads.submit(() -> readUntil("the-end"));
      var buying =
          IntStream.range(0, BUYERS).mapToObj(_ -> threads.submit(MerchantTest::buySome)).toList();
      shop.worker().kill();
      shop.startWorker();
      var charges = new ArrayList<String>();
      for (var bought : buying) charges.addAll(bought.get());
      shop.awaitAllConfirmed();
      grant(MiniAppUser.someone(), "the-end", "");

      var seen = reader.get();
      assertThat(seen.stream().map(MerchantTest::id))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, seen.size()).boxed().toList());
      assertThat(
              seen.stream()
                  .filter(event -> event.get("type").getAsString().equals("payment.succeeded"))
                  .map(event -> event.getAsJsonObject("data").get("chargeId").getAsString())
                  .filter(charges::contains))
          .containsExactlyInAnyOrderElementsOf(charges);
    }
  }

  /** Until a pre-checkout is answered: the worker may be away for the moment. */
  private static List<String> buySome() {
    var charges = new ArrayList<String>();
    for (var n = 0; n < EACH; n++) {
      var buyer = MiniAppUser.someone();
      var link = shop.mint(buyer, "coins-100").text("invoiceLink");
      var payment = shop.telegram.pay(link, buyer);
      while (!payment.text("status").equals("paid")) payment = shop.telegram.pay(link, buyer);
      charges.add(payment.text("chargeId"));
    }
    return charges;
  }

  @Test
  void creditsAreSpentThroughTwoProcessesButNeverMoreThanThereAre() throws Exception {
    var buyer = MiniAppUser.someone();
    shop.telegram.pay(shop.mint(buyer, "coins-100").text("invoiceLink"), buyer);
    Await.until("the coins are there", () -> shop.coinsOf(buyer) == 100);

    try (var beside = shop.startApi();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var path = "/v1/customers/" + buyer.id() + "/credits/coins/debits";
      var debits =
          IntStream.range(0, 100)
              .<Callable<Integer>>mapToObj(n -> {
                var api = n % 2 == 0 ? shop.api : beside;
                return () -> debit(api, path, "debit-" + n / 2 + "-" + buyer.id());
              })
              .toList();
      var statuses = new ArrayList<Integer>();
      for (var debit : threads.invokeAll(debits)) statuses.add(debit.get());

      // Each key was used in both processes: 50 debits of 3 were asked for, and 33 fit.
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(33);
      assertThat(shop.coinsOf(buyer)).isEqualTo(1);
    }
  }

  private static int debit(Program api, String path, String key) {
    var headers =
        Map.of("Authorization", "Bearer " + Installation.SERVER_KEY, "Idempotency-Key", key);
    return Json.post(api.at(path), headers, "{\"amount\":3,\"reason\":\"a sweet\"}").status();
  }

  @Test
  void giftIsTheRecipientsAndItsRefundTheBuyers() {
    var buyer = MiniAppUser.someone();
    var friend = MiniAppUser.someone();
    var order = "{\"sku\":\"premium\",\"recipientId\":" + friend.id() + "}";
    var link =
        Json.post(shop.at("/v1/invoices"), Installation.as(buyer), order).text("invoiceLink");

    var charge = shop.telegram.pay(link, buyer).text("chargeId");
    Await.until("it is his", () -> owns(friend).contains("premium"));
    assertThat(owns(buyer)).isEqualTo("[]");
    shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"not liked\"}");
    Await.until("it is back", () -> shop.payment(charge).text("status").equals("refunded"));

    assertThat(owns(friend)).isEqualTo("[]");
    assertThat(shop.payment(charge).body().get("customerId").getAsLong()).isEqualTo(buyer.id());
  }

  @Test
  void whatEndsIsToldOnceByTwoWorkers() {
    var customer = MiniAppUser.someone();
    try (var _ = shop.worker()) {
      shop.startWorker();
      grant(customer, "trial", ",\"endsAt\":\"" + Instant.now().plusSeconds(2) + "\"");
      Await.until("its end is told", () -> types(customer).contains("entitlement.expired"));
      // Whoever would tell it a second time has had his turn when the next one is told.
      grant(customer, "other", ",\"endsAt\":\"" + Instant.now().plusSeconds(2) + "\"");
      Await.until("the next one's too", () -> types(customer).size() >= 4);

      assertThat(types(customer))
          .containsExactly(
              "entitlement.granted",
              "entitlement.expired",
              "entitlement.granted",
              "entitlement.expired");
    }
  }

  private static void grant(MiniAppUser customer, String entitlement, String more) {
    var body = "{\"entitlement\":\"%s\",\"reason\":\"a test\"%s}".formatted(entitlement, more);
    var path = "/v1/customers/" + customer.id() + "/grants";
    assertThat(shop.asServer("POST", path, body).status()).isEqualTo(201);
  }

  private static String owns(MiniAppUser user) {
    return shop.me(user).body().get("entitlements").toString();
  }

  /** All events, read from the beginning with waiting, up to the first that says so. */
  private static List<JsonObject> readUntil(String word) {
    var seen = new ArrayList<JsonObject>();
    while (seen.stream().noneMatch(event -> event.toString().contains(word))) {
      seen.addAll(page("limit=3&wait=10&after=" + (seen.isEmpty() ? 0 : id(seen.getLast()))));
    }
    return seen;
  }

  private static List<JsonObject> events(long after) {
    var seen = new ArrayList<JsonObject>();
    var page = page("limit=100&after=" + after);
    while (!page.isEmpty()) {
      seen.addAll(page);
      page = page("limit=100&after=" + id(page.getLast()));
    }
    return seen;
  }

  private static List<JsonObject> mentions(String charge) {
    return events(0).stream().filter(event -> event.toString().contains(charge)).toList();
  }

  private static List<String> types(MiniAppUser customer) {
    return events(0).stream()
        .filter(event -> event.toString().contains("\"customerId\":" + customer.id()))
        .map(event -> event.get("type").getAsString())
        .toList();
  }

  private static List<JsonObject> page(String query) {
    var answer = shop.asServer("GET", "/v1/events?" + query, "");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().getAsJsonArray("events").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static long id(JsonObject event) {
    return event.get("id").getAsLong();
  }
}
