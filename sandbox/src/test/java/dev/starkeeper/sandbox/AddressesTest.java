package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
  private static final String NOT_FOUND =
      "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void addressAlone() {
    var answer = get("createInvoiceLink?" + TestBot.invoiceForm("order-2"));

    assertThat(answer.result().getAsString()).startsWith("https://t.me/$");
  }

  @Test
  void testEnvironmentHasTheSameMethods() {
    assertThat(get("test/getMe").text()).isEqualTo(get("getMe").text());
  }

  @Test
  void methodNamesIgnoreCaseAndParameterNamesDoNot() {
    assertThat(get("CREATEinvoicelink?" + TestBot.invoiceForm("order-3")).status()).isEqualTo(200);
    assertThat(get("createInvoiceLink?" + TestBot.invoiceForm("order-3").replace("title", "Title")))
        .extracting(Answer::description)
        .isEqualTo("Bad Request: parameter \"title\" is required");
  }

  @Test
  void methodMayBeAnArgument() {
    assertThat(get("?method=getMe").text()).isEqualTo(get("getMe").text());
  }

  @Test
  void firstOfTwoValuesWinsAndTheAddressComesBeforeTheBody() {
    var path = "/bot" + bot.token() + "/createInvoiceLink";
    var fromAddress = path + "?payload=from-address";
    bot.send(bot.post(fromAddress, TestBot.FORM, TestBot.invoiceForm("from-body"))).result();
    bot.send(bot.post(path, TestBot.FORM, "payload=first&" + TestBot.invoiceForm("second")))
        .result();

    assertThat(bot.payloads()).containsExactly("first", "from-address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", " yes ", "1"})
  void wordsForYes(String yes) {
    bot.control("POST", "message", "{\"user\":{\"id\":9},\"text\":\"hello\"}").json();

    bot.call("deleteWebhook", "drop_pending_updates", yes).result();

    assertThat(bot.call("getUpdates").updates()).isEmpty();
  }

  @Test
  void answersAreAscii() {
    bot.control("POST", "message", "{\"user\":{\"id\":9},\"text\":\"Привет\"}").json();

    var text = bot.call("getUpdates").text();

    assertThat(text).isASCII().contains("\\u041f\\u0440\\u0438");
  }

  @Test
  void otherVerbsAreNotImplemented() {
    var answer =
        bot.send(
            HttpRequest.newBuilder(URI.create(bot.url() + "/bot" + bot.token() + "/getMe"))
                .method("PUT", BodyPublishers.noBody())
                .build());

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bot",
        "/botx/getMe",
        "/bot1:short/getMe",
        "/bot123/getMe",
        "/nothing",
        "/bot0:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/getMe"
      })
  void malformedTokensAndAddressesAreNotFound(String path) {
    var answer = bot.send(bot.post(path, TestBot.FORM, ""));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo(NOT_FOUND);
  }

  @Test
  void unknownMethodsAreNotFound() {
    assertThat(get("getStars").text()).isEqualTo(NOT_FOUND);
  }

  private Answer get(String methodAndQuery) {
    var address = URI.create(bot.url() + "/bot" + bot.token() + "/" + methodAndQuery);
    return bot.send(HttpRequest.newBuilder(address).build());
  }
}
