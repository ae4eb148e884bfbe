package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InvoiceRulesTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "payload", "currency", "prices"})
  void required(String name) {
    var expected = "Bad Request: parameter \"" + name + "\" is required";

    assertThat(refusal(name, "")).isEqualTo(expected);
    var without = invoice();
    without.remove(name);
    assertThat(create(without).description()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[oops | can't parse prices JSON object",
        "5 | expected an Array of labeled prices",
        "[] | there must be at least one price",
        "[5] | can't parse labeled price: LabeledPrice must be an Object",
        "[{\"amount\":1}] | can't parse labeled price: Can't find field \"label\"",
        "[{\"label\":\"\",\"amount\":1}]"
            + " | can't parse labeled price: LabeledPrice label must be non-empty",
        "[{\"label\":\"A\"}] | can't parse labeled price: Can't find field \"amount\"",
        "[{\"label\":\"A\",\"amount\":true}]"
            + " | can't parse labeled price: Field \"amount\" must be a Number",
        "[{\"label\":\"A\",\"amount\":\"x\"}]"
            + " | can't parse labeled price: Field \"amount\" must be a Number",
        "[{\"label\":\"A\",\"amount\":0}] | total price must be positive",
        "[{\"label\":\"A\",\"amount\":-5}] | total price must be positive",
        "[{\"label\":\"A\",\"amount\":1000000000000}]"
            + " | too big amount of the currency specified",
        "[{\"label\":\"A\",\"amount\":1},{\"label\":\"B\",\"amount\":1}] | STARS_INVOICE_INVALID",
        "[{\"label\":\"A\",\"amount\":150000}] | CURRENCY_TOTAL_AMOUNT_INVALID"
      })
  void refusedPrices(String prices, String problem) {
    assertThat(refusal("prices", prices)).isEqualTo("Bad Request: " + problem);
  }

  @Test
  void priceMayBeATextOfDigitsAndReaches100000() {
    assertThat(accepts("prices", "[{\"label\":\"A\",\"amount\":\"7\"}]")).isTrue();
    assertThat(accepts("prices", TestBot.prices(100_000))).isTrue();
    assertThat(accepts("prices", TestBot.prices(1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "provider_token, 1:TEST:2",
    "max_tip_amount, 5",
    "need_name, true",
    "need_phone_number, true",
    "need_email, true",
    "need_shipping_address, true",
    "is_flexible, true"
  })
  void whatStarsDoNotKnow(String name, String value) {
    assertThat(refusal(name, value)).isEqualTo("Bad Request: STARS_INVOICE_INVALID");
  }

  @Test
  void whatStarsDoNotKnowMayBeEmptyOrFalse() {
    assertThat(accepts("provider_token", "")).isTrue();
    assertThat(accepts("need_name", "false")).isTrue();
  }

  @Test
  void otherCurrenciesNeedAProvider() {
    assertThat(refusal("currency", "USD")).isEqualTo("Bad Request: PAYMENT_PROVIDER_INVALID");
  }

  @Test
  void payloadIsMeasuredInBytes() {
    assertThat(accepts("payload", "x".repeat(128))).isTrue();
    assertThat(accepts("payload", "я".repeat(64))).isTrue();
    assertThat(refusal("payload", "я".repeat(64) + "x"))
        .isEqualTo("Bad Request: INVOICE_PAYLOAD_INVALID");
  }

  @Test
  void payloadIsUtf8() {
    var invoice = invoice();
    invoice.remove("payload");
    var body = TestBot.form(flat(invoice).toArray()) + "&payload=%FF%FE";
    var path = "/bot" + bot.token() + "/createInvoiceLink";

    var answer = bot.send(bot.post(path, TestBot.FORM, body.getBytes(StandardCharsets.US_ASCII)));

    assertThat(answer.description()).isEqualTo("Bad Request: the payload must be encoded in UTF-8");
  }

  @Test
  void titleAndDescriptionHaveTheirLengths() {
    assertThat(accepts("title", "т".repeat(32))).isTrue();
    assertThat(accepts("description", "о".repeat(255))).isTrue();
    assertThat(refusal("title", "т".repeat(33))).startsWith("Bad Request: ");
    assertThat(refusal("description", "о".repeat(256))).startsWith("Bad Request: ");
  }

  @ParameterizedTest
  @CsvSource({
    "7776000, 10, SUBSCRIPTION_PERIOD_INVALID",
    "1, 10, SUBSCRIPTION_PERIOD_INVALID",
    "2592000, 10001, SUBSCRIPTION_AMOUNT_INVALID"
  })
  void refusedSubscriptions(int period, int stars, String problem) {
    var answer = bot.createLink("order-1", stars, "subscription_period", period);

    assertThat(answer.description()).isEqualTo("Bad Request: " + problem);
  }

  @Test
  void subscriptionReaches10000() {
    assertThat(bot.createLink("order-2", 10_000, "subscription_period", 2_592_000).status())
        .isEqualTo(200);
    assertThat(bot.createLink("order-3", 10_001, "subscription_period", 0).status()).isEqualTo(200);
  }

  @Test
  void linksDiffer() {
    assertThat(bot.link("order-4", 5))
        .matches("https://t\\.me/\\$[A-Za-z0-9_-]+")
        .isNotEqualTo(bot.link("order-4", 5));
  }

  private boolean accepts(String name, String value) {
    var invoice = invoice();
    invoice.put(name, value);
    return create(invoice).status() == 200;
  }

  private String refusal(String name, String value) {
    var invoice = invoice();
    invoice.put(name, value);
    var answer = create(invoice);
    assertThat(answer.status()).isEqualTo(400);
    return answer.description();
  }

  private Answer create(Map<String, String> invoice) {
    return bot.call("createInvoiceLink", flat(invoice).toArray());
  }

  private static List<Object> flat(Map<String, String> invoice) {
    var flat = new ArrayList<>();
    invoice.forEach((name, value) -> flat.addAll(Arrays.asList(name, value)));
    return flat;
  }

  private static Map<String, String> invoice() {
    var invoice = new LinkedHashMap<String, String>();
    invoice.put("title", "Sword");
    invoice.put("description", "Sharp");
    invoice.put("payload", "order-0");
    invoice.put("currency", "XTR");
    invoice.put("prices", TestBot.prices(5));
    return invoice;
  }
}
