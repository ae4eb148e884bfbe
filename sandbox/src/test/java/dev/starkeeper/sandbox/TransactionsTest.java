package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.RunningSandbox.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransactionsTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "telegram_ads | in | {\"type\":\"telegram_ads\"}",
        "telegram_api | out | {\"type\":\"telegram_api\",\"request_count\":1}",
        "other | in | {\"type\":\"other\"}",
        "fragment | in | {\"type\":\"fragment\"}",
        "affiliate_program | in | {\"type\":\"affiliate_program\",\"commission_per_mille\":100}",
        "chat | out | {\"type\":\"chat\",\"chat\":{\"id\":-1001000000001,\"title\":\"Channel\","
            + "\"type\":\"channel\"}}"
      })
  void everyTypeOfPartnerHasWhatItMust(String partner, String direction, String json) {
    enter("\"partner\":\"" + partner + "\",\"direction\":\"" + direction + "\",\"amount\":5");

    var line = bot.transactions().getFirst();
    assertThat(line.get(direction.equals("in") ? "source" : "receiver")).hasToString(json);
    assertThat(line.get("id").getAsString()).startsWith("stx");
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(direction.equals("in") ? 5 : -5);
  }

  @Test
  void detailsAreTakenAsTheyAreWritten() {
    var details = "{\"transaction_type\":\"gift_purchase\",\"gift\":{\"id\":\"1\"}}";
    enter(
        "\"partner\":\"user\",\"direction\":\"out\",\"amount\":6,\"user\":{\"id\":42},\"details\":"
            + details);

    assertThat(bot.transactions().getFirst().get("receiver"))
        .hasToString(
            "{\"type\":\"user\",\"transaction_type\":\"gift_purchase\","
                + "\"user\":{\"id\":42,\"is_bot\":false,\"first_name\":\"User 42\"},"
                + "\"gift\":{\"id\":\"1\"}}");
  }

  @Test
  void partnerMayBeOfATypeNobodyKnows() {
    enter(
        "\"partner\":\"other\",\"direction\":\"in\",\"amount\":1,\"details\":{\"type\":\"mars\"}");

    assertThat(bot.transactions().getFirst().get("source")).hasToString("{\"type\":\"mars\"}");
  }

  @Test
  void nanostarsAddUp() {
    affiliate("in", 1, 600_000_000);
    affiliate("in", 0, 600_000_000);
    assertThat(balance()).isEqualTo("{\"amount\":2,\"nanostar_amount\":200000000}");

    affiliate("out", 2, 700_000_000);
    assertThat(balance()).isEqualTo("{\"amount\":0,\"nanostar_amount\":-500000000}");
    affiliate("out", 1, 0);
    assertThat(balance()).isEqualTo("{\"amount\":-1,\"nanostar_amount\":-500000000}");

    affiliate("in", 1, 500_000_000);
    assertThat(balance()).isEqualTo("{\"amount\":0}");
    assertThat(bot.transactions().getFirst().get("nanostar_amount").getAsInt())
        .isEqualTo(600_000_000);
  }

  @Test
  void lineCanBeSlippedInBeforeOthersAndTakenOut() {
    for (var order = 1; order <= 3; order++) bot.pays(42, bot.link("order-" + order, order));

    enter(
        "\"partner\":\"other\",\"direction\":\"in\",\"amount\":10,\"at\":1,\"id\":\"late\","
            + "\"date\":"
            + NOON.getEpochSecond());
    assertThat(amounts()).isEqualTo("[1, 10, 2, 3]");
    assertThat(bot.transactions().get(1).get("id").getAsString()).isEqualTo("late");

    var dropped = bot.control("DELETE", "transactions?at=2", "").json();
    assertThat(dropped.get("amount").getAsInt()).isEqualTo(2);
    assertThat(amounts()).isEqualTo("[1, 10, 3]");
    assertThat(balance()).isEqualTo("{\"amount\":14}");
  }

  @Test
  void linesThatMakeNoSenseAreExplained() {
    assertThat(refusal("\"partner\":\"bank\",\"direction\":\"in\",\"amount\":1"))
        .startsWith("The field \"partner\" in the body is not one of user, chat, ");
    assertThat(refusal("\"partner\":\"other\",\"direction\":\"up\",\"amount\":1"))
        .isEqualTo("The field \"direction\" in the body is not one of in, out.");
    assertThat(refusal("\"partner\":\"user\",\"direction\":\"in\",\"amount\":1"))
        .isEqualTo("The field \"user\" is missing in the body.");
    assertThat(refusal("\"partner\":\"other\",\"direction\":\"in\",\"amount\":-1"))
        .startsWith("The field \"amount\" in the body is not a whole number from 0 to ");
    assertThat(refusal("\"partner\":\"other\",\"direction\":\"in\",\"amount\":1,\"at\":1"))
        .isEqualTo("The history has not so many lines.");
    assertThat(bot.control("DELETE", "transactions?at=0", "").status()).isEqualTo(404);
    assertThat(bot.control("DELETE", "transactions", "").sentence()).startsWith("Say which line");
    assertThat(bot.transactions()).isEmpty();
  }

  private void affiliate(String direction, int stars, int nanostars) {
    enter(
        "\"partner\":\"affiliate_program\",\"direction\":\"%s\",\"amount\":%s,\"nanostarAmount\":%s"
            .formatted(direction, stars, nanostars));
  }

  private void enter(String fields) {
    var entered = bot.controlled("transactions", "{" + fields + "}");
    assertThat(bot.transactions()).contains(entered);
  }

  private String refusal(String fields) {
    return bot.control("POST", "transactions", "{" + fields + "}").sentence();
  }

  private String balance() {
    return bot.call("getMyStarBalance").result().toString();
  }

  private String amounts() {
    return bot.transactions().stream()
        .map(line -> line.get("amount").getAsInt())
        .toList()
        .toString();
  }
}
