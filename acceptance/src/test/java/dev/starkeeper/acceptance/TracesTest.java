package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.acceptance.Collector.Told;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What both processes tell a collector of a purchase, its webhooks and its refund. */
final class TracesTest {
  private static final String BOT = PlayedTelegram.TOKEN.replaceAll(":.*", "");
  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String COLLECTOR_KEY = "collector-key-0042";

  private static Collector collector;
  private static WebhookReceiver receiver;
  private static Installation shop;
  private static MiniAppUser buyer;
  private static String invoice;
  private static String charge;

  @BeforeAll
  static void buyAndGiveBack() {
    collector = Collector.start();
    receiver = WebhookReceiver.start();
    shop =
        Installation.start(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.url(),
                "OTEL_EXPORTER_OTLP_HEADERS",
                "api-key=" + COLLECTOR_KEY,
                "LOG_FORMAT",
                "json",
                "WEBHOOK_ALLOW_PRIVATE",
                "true"));
    shop.sellUnlock("premium", 50);
    receiver.registerAt(shop);
    buyer = MiniAppUser.someone();
    var minted = shop.mint(buyer, "premium");
    invoice = minted.text("id");
    charge = shop.telegram.pay(minted.text("invoiceLink"), buyer).text("chargeId");
    shop.awaitAllConfirmed(); // recorded, that is: before, it would be in checkout
    shop.telegram.pay(minted.text("invoiceLink"), buyer); // declined: it is paid
    shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"Ann asked\"}");
    Await.until("the refund is done", () -> shop.payment(charge).text("status").equals("refunded"));
    Json.get(shop.at("/v1/customers/" + buyer.id()), asCalledFrom(CALLER));
    Await.until("the refund is told", () -> receiver.told.size() >= 3);
  }

  private static Map<String, String> asCalledFrom(String trace) {
    return Map.of("Authorization", "Bearer " + Installation.SERVER_KEY, "traceparent", trace);
  }

  @AfterAll
  static void close() {
    shop.close();
    receiver.close();
    collector.close();
  }

  @Test
  void invoiceIsMadeWithinTheRequestForIt() {
    var request = await("invoice-api", "POST /v1/invoices");
    var call = collector.await("the call", partOf(request, "createInvoiceLink"));

    assertThat(request.parent()).isEmpty();
    assertThat(request.attributes())
        .isEqualTo(
            Map.of(
                "http.request.method", "POST",
                "http.route", "/v1/invoices",
                "http.response.status_code", "201",
                "botId", BOT,
                "invoiceId", invoice));
    assertThat(call.attributes()).isEqualTo(Map.of("botId", BOT));
    assertThat(collector.told).anyMatch(partOf(request, "transaction"));
  }

  @Test
  void failureIsToldByItsKindAlone() {
    shop.sellUnlock("unlucky", 50);
    shop.telegram.faults("{\"createInvoiceLink\":[{\"kind\":\"garbage\"}]}");
    var order = "{\"sku\":\"unlucky\"}";
    var answer = Json.post(shop.at("/v1/invoices"), Installation.as(buyer), order);

    var call = collector.await("the call", TracesTest::isLost);
    var request = collector.await("its request", one -> one.id().equals(call.parent()));

    var kind = "dev.starkeeper.telegram.TelegramException$Unreachable";
    assertThat(answer.status()).isEqualTo(503);
    assertThat(call.attributes()).isEqualTo(Map.of("botId", BOT, "error.type", kind));
    assertThat(call.span().getStatus().getMessage()).isEmpty();
    assertThat(request.isFailed()).isTrue();
    assertThat(request.attributes())
        .containsEntry("http.response.status_code", "503")
        .containsEntry("error.type", kind);
  }

  private static boolean isLost(Told told) {
    return told.name().equals("createInvoiceLink") && told.isFailed();
  }

  @Test
  void callerOfTheApiIsTheParent() {
    var request = await("invoice-api", "GET /v1/customers/{id}");

    assertThat(request.trace()).isEqualTo(CALLER.split("-", -1)[1]);
    assertThat(request.parent()).isEqualTo(CALLER.split("-", -1)[2]);
  }

  @Test
  void answersToBuyersArePartsOfTheirBatch() {
    var approved =
        collector.await("yes", one -> "approved".equals(one.attributes().get("decision")));
    var declined =
        collector.await("no", one -> "already_paid".equals(one.attributes().get("decision")));

    for (var answer : List.of(approved, declined)) {
      assertThat(answer.name()).isEqualTo("answer-pre-checkout");
      assertThat(answer.attributes())
          .containsEntry("botId", BOT)
          .containsEntry("invoiceId", invoice)
          .containsKey("preCheckoutQueryId");
      var batch = collector.await("its batch", one -> one.id().equals(answer.parent()));
      assertThat(batch.name()).isEqualTo("poll-updates");
      assertThat(batch.attributes()).containsEntry("updates", "1");
      assertThat(collector.told)
          .anyMatch(partOf(answer, "answerPreCheckoutQuery"))
          .anyMatch(partOf(batch, "transaction")); // judged on another thread
    }
  }

  @Test
  void paymentIsRecordedWithinItsBatch() {
    var batch = collector.await("it is fulfilled", one -> has(one, "Fulfilled"));
    var recording = collector.await("recorded", partOf(batch, "record-payments"));

    assertThat(batch.name()).isEqualTo("poll-updates");
    assertThat(batch.events())
        .filteredOn(event -> event.getKey().equals("Fulfilled"))
        .singleElement()
        .satisfies(event ->
            assertThat(event.getValue())
                .containsEntry("chargeId", charge)
                .containsEntry("invoiceId", invoice)
                .containsKey("updateId"));
    assertThat(recording.attributes()).containsEntry("reports", "1");
    assertThat(collector.told).anyMatch(partOf(recording, "transaction"));
  }

  @Test
  void whatIsOwedForAChargeHasItsId() {
    for (var task : List.of("receipt", "refund", "refund-notice")) {
      var done =
          collector.await(
              task,
              one -> one.name().equals(task) && charge.equals(one.attributes().get("chargeId")));
      assertThat(done.parent()).as(task).isEmpty();
      assertThat(done.isFailed()).as(task).isFalse();
    }
    assertThat(await("bot-worker", "reconcile").attributes()).containsEntry("botId", BOT);
    assertThat(await("bot-worker", "expire-invoices").attributes()).isEmpty();
  }

  @Test
  void receiverOfAWebhookLearnsItsTrace() {
    var sent = await("bot-worker", "webhook");
    var task = collector.await("its task", one -> one.id().equals(sent.parent()));

    assertThat(task.name()).isEqualTo("deliver-webhooks");
    assertThat(task.attributes()).containsKeys("botId", "endpointId");
    assertThat(sent.attributes())
        .containsEntry("http.response.status_code", "204")
        .containsEntry("attempt", "1")
        .containsKey("eventId");
    assertThat(receiver.told)
        .extracting(WebhookReceiver.Told::trace)
        .anyMatch(trace -> trace.startsWith("00-" + sent.trace() + "-" + sent.id() + "-"));
  }

  @Test
  void linesOfTheLogNameTheirTrace() {
    var request = await("invoice-api", "POST /v1/invoices");

    assertThat(shop.api.log().lines())
        .filteredOn(line -> line.contains("wants 1 premium"))
        .singleElement()
        .asString()
        .contains("\"traceId\":\"" + request.trace() + "\"");
    assertThat(shop.worker().log().lines())
        .filteredOn(line -> line.contains("Fulfilled"))
        .singleElement()
        .asString()
        .contains("\"traceId\":");
  }

  @Test
  void nothingInThemIsSecretOrSomebodys() {
    await("bot-worker", "refund-notice");

    for (var body : collector.bytes) {
      assertThat(body)
          .doesNotContain(
              PlayedTelegram.TOKEN.split(":", 2)[1],
              Installation.SERVER_KEY,
              COLLECTOR_KEY,
              "hash=",
              buyer.firstName(),
              Long.toString(buyer.id()),
              "Ann",
              "whsec_",
              receiver.url());
    }
    assertThat(shop.api.log() + shop.worker().log()).doesNotContain(COLLECTOR_KEY);
  }

  @Test
  void nobodyIsToldOfProbes() {
    Json.get(shop.at("/healthz"), Map.of());
    Json.get(shop.at("/nowhere"), Map.of());
    Json.get(shop.at("/v1/customers/1"), asCalledFrom(CALLER.replace("b7ad", "b7ae")));
    collector.await("the last", one -> one.parent().startsWith("b7ae"));

    assertThat(collector.told)
        .extracting(Told::name)
        .noneMatch(name -> name.matches("[A-Z]+ (/healthz|/readyz|/nowhere|none).*"));
  }

  private static Told await(String service, String name) {
    return collector.await(name, one -> one.service().equals(service) && one.name().equals(name));
  }

  private static Predicate<Told> partOf(Told whole, String name) {
    return one -> one.parent().equals(whole.id()) && one.name().equals(name);
  }

  private static boolean has(Told told, String event) {
    return told.events().stream().anyMatch(one -> one.getKey().equals(event));
  }
}
