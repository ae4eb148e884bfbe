package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a machine can find of a purchase in the lines that both processes log. */
final class LogsTest {
  private static final String BOT = PlayedTelegram.TOKEN.replaceAll(":.*", "");

  private static Installation shop;

  @BeforeAll
  static void open() {
    shop = Installation.start(Map.of("LOG_FORMAT", "json"));
    shop.sellCoins("coins-100", 10, 100);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void everyLineOfAPurchaseCarriesItsIds() {
    var buyer = MiniAppUser.someone();
    var customer = Long.toString(buyer.id());
    var invoice = shop.mint(buyer, "coins-100");
    var id = invoice.text("id");

    var payment = shop.telegram.pay(invoice.text("invoiceLink"), buyer);

    var charge = payment.text("chargeId");
    Await.until("its receipt is told", () -> shop.worker().log().contains("receipt for " + charge));
    assertThat(fields(shop.api, "wants 1 coins-100"))
        .isEqualTo(Map.of("botId", BOT, "customerId", customer, "invoiceId", id));
    assertThat(fields(shop.worker(), "pre-checkout "))
        .containsEntry("botId", BOT)
        .containsEntry("customerId", customer)
        .containsEntry("invoiceId", id)
        .containsKey("preCheckoutQueryId");
    assertThat(fields(shop.worker(), "Fulfilled"))
        .containsEntry("botId", BOT)
        .containsEntry("customerId", customer)
        .containsEntry("invoiceId", id)
        .containsEntry("chargeId", charge)
        .containsKey("updateId");
    assertThat(fields(shop.worker(), "receipt for "))
        .isEqualTo(Map.of("botId", BOT, "chargeId", charge));
  }

  /** Of the one line whose message has these words. */
  private static Map<String, String> fields(Program program, String words) {
    var lines = lines(program).stream().filter(line -> message(line).contains(words)).toList();
    assertThat(lines).as(words).hasSize(1);
    var fields = new TreeMap<String, String>();
    lines
        .getFirst()
        .getAsJsonObject("mdc")
        .asMap()
        .forEach((name, value) -> fields.put(name, value.getAsString()));
    return fields;
  }

  private static String message(JsonObject line) {
    return line.get("formattedMessage").getAsString();
  }

  private static List<JsonObject> lines(Program program) {
    return program
        .log()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }
}
