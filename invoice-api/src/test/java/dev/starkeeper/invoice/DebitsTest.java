package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credits are spent once each and never more than there are. */
final class DebitsTest {
  private static final String COINS = "/v1/customers/" + BUYER + "/credits/coins";

  private final RunningApi api = RunningApi.start();

  DebitsTest() {
    api.sellCoins("coins.100", 5);
    api.buy("{\"sku\":\"coins.100\"}", "charge-1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void debitTakesFromTheBalance() {
    var debit = debit("key-1", 30, "a hat");

    debit.isStatus(201);
    assertThat(debit.json().keySet())
        .containsExactlyInAnyOrder(
            "id", "customerId", "unit", "amount", "balance", "reason", "createdAt");
    assertThat(debit.json().get("balance").getAsLong()).isEqualTo(70);
    assertThat(debit("key-2", 70, "the rest").json().get("balance").getAsLong()).isZero();
    assertThat(balance()).isZero();
    assertThat(events())
        .containsExactly(
            "{\"customerId\":%d,\"unit\":\"coins\",\"amount\":-30,\"debitId\":\"%s\"}"
                .formatted(BUYER, debit.get("id")),
            "{\"customerId\":%d,\"unit\":\"coins\",\"amount\":-70,\"debitId\":\"%s\"}"
                .formatted(BUYER, debit("key-2", 70, "the rest").get("id")));
  }

  @Test
  void sameRequestAgainIsTheSameDebit() {
    var first = debit("key-3", 30, "a hat").isStatus(201);
    debit("key-4", 70, "the rest").isStatus(201);

    var again = debit("key-3", 30, "a hat").isStatus(200);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(balance()).isZero();
  }

  @Test
  void keyOfAnotherRequestIsRefused() {
    debit("key-5", 30, "a hat").isStatus(201);

    debit("key-5", 31, "a hat").isProblem(409, "idempotency_conflict");
    debit("key-5", 30, "two hats").isProblem(409, "idempotency_conflict");
    api.send(request(COINS.replace("" + BUYER, "77"), "key-5", 30, "a hat"))
        .isProblem(409, "idempotency_conflict");
    assertThat(balance()).isEqualTo(70);
  }

  @Test
  void keysOfTwoServersNeverMeet() {
    debit("key-6", 30, "a hat").isStatus(201);

    var other =
        HttpRequest.newBuilder(api.uri(COINS + "/debits"))
            .header("Authorization", "Bearer another-key-of-a-server")
            .header("Idempotency-Key", "key-6");
    api.send(RunningApi.json(other, "POST", "{\"amount\":30,\"reason\":\"a hat\"}")).isStatus(201);

    assertThat(balance()).isEqualTo(40);
  }

  @Test
  void moreThanThereIsTakesNothingAndLeavesTheKeyFree() {
    var refused = debit("key-7", 101, "too dear").isProblem(409, "insufficient_credits");
    assertThat(refused.get("detail")).isEqualTo("The balance is 100 coins.");
    assertThat(balance()).isEqualTo(100);

    api.buy("{\"sku\":\"coins.100\"}", "charge-2");
    debit("key-7", 101, "too dear").isStatus(201);
    api.send(request("/v1/customers/77/credits/coins", "key-8", 1, "nobody"))
        .isProblem(409, "insufficient_credits");
  }

  @Test
  void refundOfWhatWasSpentGoesBelowZeroAndThenNothingCanBeSpent() {
    api.now.set(NOON.plusSeconds(1));
    debit("key-9", 80, "a coat").isStatus(201);

    api.now.set(NOON.plusSeconds(2));
    api.worker.refund("charge-1");

    assertThat(balance()).isEqualTo(-80);
    debit("key-10", 1, "more").isProblem(409, "insufficient_credits");
    assertThat(entries("").stream().map(DebitsTest::amount)).containsExactly(-100L, -80L, 100L);
  }

  @Test
  void hundredDebitsAtOnceTakeWhatThereIs() {
    var calls =
        IntStream.range(0, 100)
            .<Callable<Answer>>mapToObj(n -> () -> debit("race-" + n, 3, "a sweet"))
            .toList();

    var answers = RunningApi.atOnce(calls);

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(33);
    assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(67);
    assertThat(balance()).isEqualTo(1);
  }

  @Test
  void oneKeyUsedAtOnceIsOneDebit() {
    var calls =
        IntStream.range(0, 16)
            .<Callable<Answer>>mapToObj(_ -> () -> debit("same", 10, "a hat"))
            .toList();

    var answers = RunningApi.atOnce(calls);

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(15);
    assertThat(balance()).isEqualTo(90);
  }

  @Test
  void oneKeyUsedAtOnceForTwoPursesIsOneDebit() {
    var id = api.mint(77, "{\"sku\":\"coins.100\"}").get("id");
    api.worker.pay(id, "charge-77");
    var calls = new ArrayList<Callable<Answer>>();
    for (var customer : List.of(BUYER, 77L)) {
      var path = "/v1/customers/" + customer + "/credits/coins";
      for (var n = 0; n < 4; n++) calls.add(() -> api.send(request(path, "two", 10, "a hat")));
    }

    var answers = RunningApi.atOnce(calls);

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(4);
    assertThat(api.count("select count(*) from credit_debit")).isEqualTo(1);
  }

  @Test
  void ledgerIsReadPageByPage() {
    for (var n = 1; n <= 5; n++) debit("page-" + n, n, "sweet " + n).isStatus(201);

    var first = api.send(api.asServer(COINS + "/entries?limit=4")).isStatus(200);
    var second = api.send(api.asServer(COINS + "/entries?limit=4&after=" + first.get("next")));

    assertThat(first.json().get("balance").getAsLong()).isEqualTo(85);
    var all = new ArrayList<>(first.json().getAsJsonArray("entries").asList());
    all.addAll(second.isStatus(200).json().getAsJsonArray("entries").asList());
    assertThat(all.stream().map(DebitsTest::amount))
        .containsExactlyInAnyOrder(-5L, -4L, -3L, -2L, -1L, 100L);
    assertThat(second.json().has("next")).isFalse();
    assertThat(all.stream().map(entry -> entry.getAsJsonObject().get("type").getAsString()))
        .containsOnly("purchase", "debit");
  }

  @Test
  void purchaseAndRefundOfOneMomentAreTwoPages() {
    api.worker.refund("charge-1");

    var first = api.send(api.asServer(COINS + "/entries?limit=1"));
    var second = api.send(api.asServer(COINS + "/entries?limit=1&after=" + first.get("next")));

    assertThat(List.of(first.text(), second.text()))
        .anyMatch(page -> page.contains("refund"))
        .anyMatch(page -> page.contains("purchase"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":0,\"reason\":\"r\"}",
        "{\"amount\":1000000000000001,\"reason\":\"r\"}",
        "{\"amount\":1}",
        "{\"amount\":1,\"reason\":\" \"}",
        "{\"amount\":1,\"reason\":\"r\",\"unit\":\"coins\"}"
      })
  void whatIsNoDebitIsRefused(String body) {
    var request = api.asServer(COINS + "/debits").header("Idempotency-Key", "key-11");
    api.send(RunningApi.json(request, "POST", body)).isProblem(400, "invalid_request");
    assertThat(balance()).isEqualTo(100);
  }

  @Test
  void onlyServersSpendAndOnlyWithAKey() {
    api.post(COINS + "/debits", "{\"amount\":1,\"reason\":\"r\"}")
        .isProblem(400, "invalid_request");
    api.send(
            RunningApi.json(
                api.asBuyer(COINS + "/debits").header("Idempotency-Key", "k"),
                "POST",
                "{\"amount\":1,\"reason\":\"r\"}"))
        .isProblem(403, "forbidden");
    api.send(api.asBuyer(COINS + "/entries")).isProblem(403, "forbidden");
    api.send(request("/v1/customers/1/credits/NO", "k", 1, "r")).isProblem(404, "not_found");
    api.send(api.asServer("/v1/customers/0/credits/coins/entries")).isProblem(404, "not_found");
    api.send(api.asServer(COINS + "/entries?after=x")).isProblem(400, "invalid_request");
  }

  private Answer debit(String key, int amount, String reason) {
    return api.send(request(COINS, key, amount, reason));
  }

  private HttpRequest.Builder request(String purse, String key, int amount, String reason) {
    return RunningApi.json(
        api.asServer(purse + "/debits").header("Idempotency-Key", key),
        "POST",
        "{\"amount\":%d,\"reason\":\"%s\"}".formatted(amount, reason));
  }

  private long balance() {
    var customer = api.send(api.asServer("/v1/customers/" + BUYER)).json();
    return customer.getAsJsonObject("credits").get("coins").getAsLong();
  }

  private List<JsonElement> entries(String query) {
    var page = api.send(api.asServer(COINS + "/entries" + query)).isStatus(200);
    return page.json().getAsJsonArray("entries").asList();
  }

  private List<String> events() {
    var page = api.send(api.asServer("/v1/events")).isStatus(200).json();
    return page.getAsJsonArray("events").asList().stream()
        .map(event -> event.getAsJsonObject().get("data").toString())
        .toList();
  }

  private static long amount(JsonElement entry) {
    return entry.getAsJsonObject().get("amount").getAsLong();
  }
}
