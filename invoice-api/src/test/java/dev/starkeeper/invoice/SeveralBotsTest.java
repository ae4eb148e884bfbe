package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.invoice.Description.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One process, two bots: what the first one has, no call for the second one sees or changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeveralBotsTest {
  private static final String FIRST = Long.toString(RunningApi.BOT.value());
  private static final String SECOND = "123456789";
  private static final String SECOND_TOKEN = SECOND + ":AAother-token-that-is-no-secret-at-all";
  private static final String WORD = "words-of-the-first-bot";

  private final RunningApi first = RunningApi.start();
  private final RunningApi both =
      first.another(
          Map.of(
              "BOT_TOKEN",
              "",
              "BOT_TOKENS",
              RunningApi.TOKEN + "," + SECOND_TOKEN,
              "SERVER_API_KEYS",
              "shop:%s,first@%s:key-of-the-first-bot,second@%s:key-of-the-second-bot"
                  .formatted(RunningApi.SERVER_KEY, FIRST, SECOND)));

  /** By the names that paths give them. */
  private final Map<String, String> ofTheFirst = new HashMap<>();

  @BeforeAll
  void sellForTheFirst() {
    first.sellCoins("coins", 10);
    first.sell("premium", "unlock", "\"entitlement\":\"" + WORD + "\"");
    first.sell("club", "subscription", "\"entitlement\":\"club\"");
    ofTheFirst.put("telegramUserId", Long.toString(BUYER));
    ofTheFirst.put("unit", "coins");
    ofTheFirst.put("sku", "premium");
    ofTheFirst.put("invoiceId", first.buy("{\"sku\":\"premium\"}", WORD + "-1"));
    first.buy("{\"sku\":\"coins\"}", WORD + "-2");
    ofTheFirst.put("chargeId", WORD + "-1");
    ofTheFirst.put("subscriptionId", first.buy("{\"sku\":\"club\"}", WORD + "-3"));
    first.worker.hold(BUYER, 7, WORD + "-4");
    ofTheFirst.put("requestId", first.worker.asks(BUYER, WORD + "-1", WORD));
    var grant = "{\"entitlement\":\"%s\",\"reason\":\"%s\"}".formatted(WORD, WORD);
    var grants = "/v1/customers/" + BUYER + "/grants";
    ofTheFirst.put("grantId", first.post(grants, grant).isStatus(201).get("id"));
    var hook = "{\"url\":\"https://" + WORD + ".example/hook\"}";
    var endpoint = first.post("/v1/webhook-endpoints", hook).isStatus(201).get("id");
    var events = new PlayedEvents(first);
    events.happen(2);
    events.spread(endpoint);
    ofTheFirst.put("endpointId", endpoint);
    ofTheFirst.put("deliveryId", endpoint + ".1");
  }

  @AfterAll
  void stop() {
    both.stop();
    first.close();
  }

  static Stream<Operation> calls() {
    return Description.operations().stream().filter(call -> !call.callers().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callForTheSecondNeitherSeesNorChangesTheFirst(Operation call) {
    var before = rowsOfTheFirst();

    var answer = both.send(request(call).header("Starkeeper-Bot", SECOND));

    assertThat(answer.text())
        .doesNotContain(WORD)
        .doesNotContain(ofTheFirst.get("invoiceId"))
        .doesNotContain(ofTheFirst.get("subscriptionId"));
    assertThat(answer.status()).isNotEqualTo(401).isLessThan(500);
    assertThat(rowsOfTheFirst()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyCallNamesItsBot(Operation call) {
    both.send(request(call)).isProblem(400, "invalid_request");
    both.send(request(call).header("Starkeeper-Bot", "77")).isProblem(400, "invalid_request");
  }

  @Test
  void samePathsAreAnsweredForTheFirst() {
    var path = "/v1/invoices/" + ofTheFirst.get("invoiceId");

    both.send(both.asServer(path).header("Starkeeper-Bot", FIRST)).isStatus(200);
    both.send(both.asServer(path).header("Starkeeper-Bot", SECOND)).isProblem(404, "not_found");
  }

  @Test
  void initDataOfOneBotIsForgedForAnother() {
    both.send(both.asBuyer("/v1/me").header("Starkeeper-Bot", FIRST)).isStatus(200);
    both.send(both.asBuyer("/v1/me").header("Starkeeper-Bot", SECOND))
        .isProblem(401, "invalid_init_data");
    both.send(miniApp("/v1/me").header("Starkeeper-Bot", FIRST))
        .isProblem(401, "invalid_init_data");
  }

  @Test
  void keyOfOneBotIsUnknownToAnother() {
    both.send(keyed("key-of-the-first-bot").header("Starkeeper-Bot", FIRST)).isStatus(200);
    both.send(keyed("key-of-the-first-bot").header("Starkeeper-Bot", SECOND))
        .isProblem(401, "invalid_api_key");
    both.send(keyed("key-of-the-second-bot").header("Starkeeper-Bot", SECOND)).isStatus(200);
  }

  @Test
  void secondBotSellsTheSameSkuAtItsOwnPrice() {
    var product =
        """
        {"title":"Other","description":"Another premium","stars":33,
         "kind":"unlock","entitlement":"other"}
        """;
    var put = RunningApi.json(both.asServer("/v1/products/other"), "PUT", product);
    both.send(put.header("Starkeeper-Bot", SECOND)).isStatus(201);

    both.send(both.asServer("/v1/products/other").header("Starkeeper-Bot", FIRST))
        .isProblem(404, "unknown_product");
    var order = RunningApi.json(miniApp("/v1/invoices"), "POST", "{\"sku\":\"other\"}");
    var invoice = both.send(order.header("Starkeeper-Bot", SECOND)).isStatus(201);
    assertThat(invoice.json().get("stars").getAsInt()).isEqualTo(33);
  }

  private HttpRequest.Builder keyed(String key) {
    return both.asNobody("/v1/products").header("Authorization", "Bearer " + key);
  }

  /** The first bot's buyer, in the second bot's Mini App. */
  private HttpRequest.Builder miniApp(String path) {
    var initData = SignedInitData.of(SECOND_TOKEN, BUYER, first.now.get());
    return both.asNobody(path).header("Authorization", "tma " + initData);
  }

  /** With the first one's ids in its path. */
  private HttpRequest.Builder request(Operation call) {
    var path = call.path();
    for (var id : ofTheFirst.entrySet()) {
      path = path.replace("{" + id.getKey() + "}", id.getValue());
    }
    assertThat(path).doesNotContain("{");
    var caller = call.callers().contains("server") ? both.asServer(path) : miniApp(path);
    var method = call.method().toUpperCase(Locale.ROOT);
    var body = call.part().at("requestBody", "content", "application/json");
    if (call.id().equals("createInvoice")) {
      return RunningApi.json(
          caller, method, "{\"sku\":\"premium\",\"buyerId\":%d}".formatted(BUYER));
    }
    if (!call.method().equals("get")) caller.header("Idempotency-Key", call.id());
    return body.filter(part -> part.json().has("example"))
        .map(part -> RunningApi.json(caller, method, part.json().get("example").toString()))
        .orElseGet(() -> caller.method(method, BodyPublishers.noBody()));
  }

  /** Of every table that belongs to bots. */
  private List<String> rowsOfTheFirst() {
    return first
        .database
        .database()
        .inTransaction(tx ->
            tx
                .fetch(
                    "select table_name from information_schema.columns"
                        + " where table_schema = 'public' and column_name = 'bot_id' order by 1")
                .getValues(0, String.class)
                .stream()
                .flatMap(table ->
                    tx
                        .fetch(
                            "select to_jsonb(one)::text from {0} as one where bot_id = {1} order by 1",
                            DSL.name(table), DSL.val(RunningApi.BOT.value()))
                        .getValues(0, String.class)
                        .stream()
                        .map(row -> table + " " + row))
                .toList());
  }
}
