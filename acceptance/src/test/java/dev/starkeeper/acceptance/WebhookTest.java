package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.acceptance.WebhookReceiver.Told;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A merchant's server hears of what its buyers do, whatever dies meanwhile. */
final class WebhookTest {
  private final Installation shop = Installation.start(Map.of("WEBHOOK_ALLOW_PRIVATE", "true"));
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void close() {
    shop.close();
    receiver.close();
  }

  @Test
  void purchaseIsToldAndSigned() {
    shop.sellUnlock("premium", 50);
    var endpoint = receiver.registerAt(shop);
    var buyer = MiniAppUser.someone();

    var charge = buy(buyer, "premium");

    Await.until("both events are told", () -> receiver.told.size() == 2);
    assertThat(receiver.notVerified).isEmpty();
    assertThat(receiver.told)
        .extracting(Told::type)
        .containsExactlyInAnyOrder("payment.succeeded", "entitlement.granted");
    assertThat(receiver.told)
        .allSatisfy(one -> {
          var data = one.body().getAsJsonObject("data");
          assertThat(data.get("customerId").getAsLong()).isEqualTo(buyer.id());
          assertThat(data.get("chargeId").getAsString()).isEqualTo(charge);
        });
    Await.until("both are delivered", () -> delivered(endpoint).size() == 2);
  }

  @Test
  void workerKilledWhileItTellsLosesNothing() {
    shop.sellCoins("coins-100", 10, 100);
    var endpoint = receiver.registerAt(shop);
    receiver.status = 0;
    for (var i = 0; i < 3; i++) buy(MiniAppUser.someone(), "coins-100");
    Await.until("somebody waits for an answer", () -> receiver.arrived.get() > 0);

    shop.worker().kill();
    receiver.status = 200;
    shop.startWorker();
    for (var i = 0; i < 3; i++) buy(MiniAppUser.someone(), "coins-100");

    var events =
        Integer.parseInt(shop.postgres.rows("select last_id::text from event_counter").getFirst());
    assertThat(events).isEqualTo(12);
    Await.until("all are delivered", () -> delivered(endpoint).size() == events);
    assertThat(receiver.notVerified).isEmpty();
    assertThat(receiver.told.stream().map(Told::id).collect(Collectors.toSet()))
        .isEqualTo(
            IntStream.rangeClosed(1, events)
                .mapToObj(id -> "evt_" + botId() + "_" + id)
                .collect(Collectors.toSet()));
  }

  @Test
  void goneEndpointIsTakenUpAgainWhereItStood() {
    shop.sellCoins("coins-100", 10, 100);
    var endpoint = receiver.registerAt(shop);
    var path = "/v1/webhook-endpoints/" + endpoint;
    receiver.status = 410;
    buy(MiniAppUser.someone(), "coins-100");
    Await.until(
        "it is disabled", () -> shop.asServer("GET", path, "").text("status").equals("disabled"));
    buy(MiniAppUser.someone(), "coins-100");
    receiver.status = 204;
    receiver.told.clear();

    assertThat(shop.asServer("POST", path + "/enable", "{}").text("status")).isEqualTo("active");

    Await.until("all are delivered", () -> delivered(endpoint).size() == 4);
    assertThat(receiver.told).extracting(Told::id).doesNotHaveDuplicates().hasSize(4);
    var again = "/v1/webhook-deliveries/" + endpoint + ".1/redelivery";
    assertThat(shop.asServer("POST", again, "{}").status()).isEqualTo(202);
    Await.until("one is told once more", () -> receiver.told.size() == 5);
  }

  private String buy(MiniAppUser buyer, String sku) {
    var payment = shop.telegram.pay(shop.mint(buyer, sku).text("invoiceLink"), buyer);
    assertThat(payment.text("status")).isEqualTo("paid");
    shop.awaitAllConfirmed();
    return payment.text("chargeId");
  }

  private List<String> delivered(String endpoint) {
    var path = "/v1/webhook-endpoints/" + endpoint + "/deliveries?limit=100&status=delivered";
    return shop.asServer("GET", path, "").body().getAsJsonArray("deliveries").asList().stream()
        .map(Object::toString)
        .toList();
  }

  private static String botId() {
    return PlayedTelegram.TOKEN.replaceAll(":.*", "");
  }
}
