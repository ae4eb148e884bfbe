package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IdempotencyTest {
  private static final String COINS = "{\"sku\":\"coins.100\"}";

  private final RunningApi api = RunningApi.start();

  IdempotencyTest() {
    api.sellCoins("coins.100", 50);
    api.sellCoins("coins.500", 200);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theSameRequestGetsTheSameInvoiceAsItIsNow() {
    var first = mint("key-1", COINS).isStatus(201);
    api.worker.pay(first.get("id"), "charge-1");

    // The same in other words: JSON's spelling does not matter, nor a default that is written out.
    var again = mint("key-1", " {\"quantity\":1, \"sku\":\"coins.100\"}").isStatus(200);

    assertThat(first.header("idempotent-replayed")).isEmpty();
    assertThat(again.header("idempotent-replayed")).isEqualTo("true");
    assertThat(again.get("id")).isEqualTo(first.get("id"));
    assertThat(again.get("status")).isEqualTo("paid");
    assertThat(api.telegram.linkRequests()).hasSize(1);
  }

  @Test
  void anExpiredInvoiceIsReplayedToo() {
    var id = mint("key-1", COINS).isStatus(201).get("id");

    api.now.set(NOON.plus(Duration.ofHours(2)));

    assertThat(mint("key-1", COINS).isStatus(200).get("id")).isEqualTo(id);
    assertThat(mint("key-1", COINS).get("status")).isEqualTo("expired");
    assertThat(mint("key-2", COINS).isStatus(201).get("id")).isNotEqualTo(id);
  }

  @Test
  void anotherRequestUnderTheSameKeyConflicts() {
    mint("key-1", COINS).isStatus(201);

    mint("key-1", "{\"sku\":\"coins.500\"}").isProblem(409, "idempotency_conflict");
    mint("key-1", "{\"sku\":\"coins.100\",\"quantity\":2}").isProblem(409, "idempotency_conflict");
    mint("key-1", "{\"sku\":\"coins.100\",\"recipientId\":77}")
        .isProblem(409, "idempotency_conflict");
  }

  @Test
  void anInvoiceThatWasOpenAlreadyIsKeptUnderTheKey() {
    var id = mint("key-1", COINS).isStatus(201).get("id");
    var second = mint("key-2", COINS).isStatus(200);
    api.worker.pay(id, "charge-1");

    var replayed = mint("key-2", COINS).isStatus(200);

    assertThat(second.header("idempotent-replayed")).isEmpty();
    assertThat(replayed.header("idempotent-replayed")).isEqualTo("true");
    assertThat(replayed.get("id")).isEqualTo(id);
  }

  @Test
  void keysOfTwoCallersNeverMeet() {
    var ann = mint("key-1", COINS).isStatus(201).get("id");
    var request = api.asUser(77, "/v1/invoices").header("Idempotency-Key", "key-1");
    var bob = api.send(RunningApi.json(request, "POST", COINS)).isStatus(201).get("id");
    var server = serverMint("key-1", 78).isStatus(201).get("id");

    assertThat(ann).isNotEqualTo(bob).isNotEqualTo(server);
  }

  @Test
  void whatWasDeclinedLeavesTheKeyFree() {
    mint("key-1", "{\"sku\":\"nothing\"}").isProblem(404, "unknown_product");

    mint("key-1", COINS).isStatus(201);
  }

  @Test
  void theSameKeySixteenTimesAtOnceMakesOneInvoice() {
    Callable<Answer> call = () -> mint("key-1", COINS);

    var answers = RunningApi.atOnce(Collections.nCopies(16, call));

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
    assertThat(answers).filteredOn(a -> a.header("idempotent-replayed").equals("true")).hasSize(15);
    assertThat(answers).extracting(a -> a.get("id")).containsOnly(answers.getFirst().get("id"));
  }

  @Test
  void oneKeyForManyRequestsAtOnceServesOne() {
    var calls = new ArrayList<Callable<Answer>>();
    for (var buyer = 1; buyer <= 16; buyer++) {
      var id = buyer;
      calls.add(() -> serverMint("key-1", id));
    }

    var answers = RunningApi.atOnce(calls);

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 409);
    assertThat(api.count("select count(*) from invoice")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("unusableKeys")
  void aKeyIs1To255PrintableCharacters(String key) {
    mint(key, COINS).isProblem(400, "invalid_request");
  }

  static Iterable<String> unusableKeys() {
    return List.of("", "x".repeat(256), "tab\there");
  }

  @Test
  void theLongestKeyServes() {
    mint("x".repeat(255), COINS).isStatus(201);
  }

  private Answer mint(String key, String body) {
    var request = api.asUser(BUYER, "/v1/invoices").header("Idempotency-Key", key);
    return api.send(RunningApi.json(request, "POST", body));
  }

  private Answer serverMint(String key, long buyer) {
    var request = api.asServer("/v1/invoices").header("Idempotency-Key", key);
    var body = "{\"sku\":\"coins.100\",\"buyerId\":%d}".formatted(buyer);
    return api.send(RunningApi.json(request, "POST", body));
  }
}
