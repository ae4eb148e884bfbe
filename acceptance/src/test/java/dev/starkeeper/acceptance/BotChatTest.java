package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything that happens in the chat, from buying to the answer to a complaint. */
final class BotChatTest {
  private static final String APP = "https://shop.example/app";

  private static Installation shop;

  @BeforeAll
  static void start() {
    shop =
        Installation.start(
            Map.of(
                "MINI_APP_URL", APP,
                "TERMS_URL", "https://shop.example/terms",
                "SUPPORT_CONTACT", "@shop_help"));
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void whatIsBoughtInTheChatIsDeliveredReceiptedReturnedAndAskedAbout() {
    var ada = MiniAppUser.someone();
    shop.sellUnlock("chat-sword", 21);
    writes(ada, "/start buy_chat-sword");
    var invoice = message(ada, m -> m.has("invoiceSlug"));

    var what = "\"chatId\":" + ada.id() + ",\"messageId\":" + invoice.get("messageId");
    var paid = shop.telegram.play("pay", "{" + what + ",\"user\":" + ada.json() + "}");
    var charge = paid.body().get("chargeId").getAsString();
    var receipt = message(ada, m -> text(m).startsWith("chat-sword — paid 21 ⭐"));
    assertThat(receipt.toString()).contains(APP);

    writes(ada, "/paysupport");
    press(ada, "help:");
    message(ada, m -> m.toString().contains("force_reply"));
    writes(ada, "It is blunt.");
    message(ada, m -> text(m).startsWith("Thank you. Your question"));
    answerTheOnlyRequest(charge);
    message(
        ada,
        m -> text(m).equals("Answer to your question about a payment:\n\nYou may have it back."));

    shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"blunt\"}");
    var returned = message(ada, m -> text(m).startsWith("chat-sword — 21 ⭐ returned"));
    assertThat(returned.get("messageId")).isEqualTo(receipt.get("messageId"));
    assertThat(
            shop.postgres.rows(
                "select type from event where data like '%" + charge + "%' order by id"))
        .contains("payment.succeeded", "support.requested", "payment.refunded");
  }

  private static void answerTheOnlyRequest(String charge) {
    var requests =
        shop.asServer("GET", "/v1/support-requests?status=open", "")
            .body()
            .getAsJsonArray("supportRequests");
    assertThat(requests).hasSize(1);
    var request = requests.get(0).getAsJsonObject();
    assertThat(request.get("chargeId").getAsString()).isEqualTo(charge);
    assertThat(request.get("text").getAsString()).isEqualTo("It is blunt.");
    var answer = "/v1/support-requests/" + request.get("id").getAsString() + "/answer";
    assertThat(shop.asServer("POST", answer, "{\"text\":\"You may have it back.\"}").status())
        .isEqualTo(202);
  }

  @Test
  void invoiceOfTheChatAndOfTheMiniAppIsTheSame() {
    var ben = MiniAppUser.someone();
    shop.sellUnlock("chat-shield", 22);
    writes(ben, "/start buy_chat-shield");
    message(ben, m -> m.has("invoiceSlug"));

    var minted = shop.mint(ben, "chat-shield");

    assertThat(minted.status()).isEqualTo(200);
    assertThat(minted.body().get("invoiceLink").getAsString()).startsWith("https://t.me/$");
    assertThat(shop.postgres.rows("select id::text from invoice where buyer_id = " + ben.id()))
        .containsExactly(minted.body().get("id").getAsString());
  }

  private static void writes(MiniAppUser user, String text) {
    shop.telegram.play("message", "{\"user\":" + user.json() + ",\"text\":\"" + text + "\"}");
  }

  /** The button whose data begins so, under the newest message that has one. */
  private static void press(MiniAppUser user, String data) {
    var message = message(user, m -> m.toString().contains("\"callback_data\":\"" + data));
    var markup = message.toString();
    var from = markup.indexOf("\"callback_data\":\"" + data) + "\"callback_data\":\"".length();
    var whole = markup.substring(from, markup.indexOf('"', from));
    shop.telegram.play(
        "press",
        "{\"user\":%s,\"messageId\":%s,\"data\":\"%s\"}"
            .formatted(user.json(), message.get("messageId"), whole));
  }

  /** The newest in his chat that is like that, as soon as there is one. */
  private static JsonObject message(MiniAppUser user, Predicate<JsonObject> wanted) {
    Await.until("the bot says it to " + user.id(), () -> !messages(user, wanted).isEmpty());
    return messages(user, wanted).getFirst();
  }

  private static List<JsonObject> messages(MiniAppUser user, Predicate<JsonObject> wanted) {
    return StreamSupport.stream(
            shop.telegram.state().getAsJsonArray("messages").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(message -> message.get("chatId").getAsLong() == user.id())
        .filter(wanted)
        .toList();
  }

  private static String text(JsonObject message) {
    return message.get("text").getAsString();
  }
}
