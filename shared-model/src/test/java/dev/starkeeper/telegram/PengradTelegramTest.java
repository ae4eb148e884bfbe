package dev.starkeeper.telegram;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.ScriptedBotApi.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is sent to the Bot API, and what its good answers mean. */
final class PengradTelegramTest {
  private static final String TOKEN = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8";
  private static final InvoiceId INVOICE = new InvoiceId(new UUID(0x7000, 9));
  private static final String LINK = "\"https://t.me/$abc\"";

  @Test
  void getMeSaysWhoWeAre() {
    try (var api = ScriptedBotApi.answering("{\"id\":5768337691,\"username\":\"shop_bot\"}");
        var telegram = telegram(api, false)) {
      assertThat(telegram.getMe()).isEqualTo(new Telegram.Me(5768337691L, "shop_bot"));
      assertThat(api.calls()).containsExactly(new Call("/bot" + TOKEN + "/getMe", Map.of()));
    }
  }

  @Test
  void testEnvironmentHasAPathOfItsOwn() {
    try (var api = ScriptedBotApi.answering("{\"id\":5768337691,\"username\":\"shop_bot\"}");
        var telegram = telegram(api, true)) {
      telegram.getMe();

      assertThat(api.calls()).containsExactly(new Call("/bot" + TOKEN + "/test/getMe", Map.of()));
    }
  }

  @Test
  void webhookIsItsAddressOrNone() {
    assertThat(webhookUrl("{\"url\":\"https://x.example/hook\"}"))
        .isEqualTo("https://x.example/hook");
    assertThat(webhookUrl("{\"url\":\"\",\"pending_update_count\":0}")).isEmpty();
    assertThat(webhookUrl("{\"url\":null}")).isEmpty();
    assertThat(webhookUrl("{}")).isEmpty();
  }

  private static String webhookUrl(String result) {
    try (var api = ScriptedBotApi.answering(result);
        var telegram = telegram(api, false)) {
      return telegram.webhookUrl();
    }
  }

  @Test
  void getUpdatesAlwaysSaysWhichOnesItWants() {
    try (var api = ScriptedBotApi.answering("[]");
        var telegram = telegram(api, false)) {
      assertThat(telegram.getUpdates(0, Duration.ZERO)).isEmpty();
      assertThat(telegram.getUpdates(10003, Duration.ofSeconds(50))).isEmpty();

      var allowed = "[\"message\",\"pre_checkout_query\",\"subscription\",\"callback_query\"]";
      assertThat(api.calls())
          .extracting(Call::parameters)
          .containsExactly(
              Map.of("offset", "0", "limit", "100", "timeout", "0", "allowed_updates", allowed),
              Map.of(
                  "offset", "10003", "limit", "100", "timeout", "50", "allowed_updates", allowed));
    }
  }

  @Test
  void unreadableUpdateDoesNotSpoilTheOthers() {
    var poison = "{\"update_id\":2,\"message\":{\"successful_payment\":{\"total_amount\":1e400}}}";
    var updates =
        "[{\"update_id\":1,\"message\":{\"text\":\"hello\"}},"
            + poison
            + ",7,{\"update_id\":4,\"message\":{\"text\":\"bye\",\"date\":\"no number\"}}]";

    try (var api = ScriptedBotApi.answering(updates);
        var telegram = telegram(api, false)) {
      var read = telegram.getUpdates(0, Duration.ZERO);

      assertThat(read).extracting(Update::id).containsExactly(1L, 2L, 0L, 4L);
      assertThat(read.get(0).content()).isEqualTo(new Update.Content.NotForUs());
      assertThat(read.get(1).content()).isInstanceOf(Update.Content.Unreadable.class);
      assertThat(read.get(1).json()).isEqualTo(poison);
      assertThat(read.get(2).content()).isInstanceOf(Update.Content.Unreadable.class);
      assertThat(read.get(3).content()).isEqualTo(new Update.Content.NotForUs());
    }
  }

  @Test
  void linkIsForStarsAndHasOnePrice() {
    try (var api = ScriptedBotApi.answering(LINK);
        var telegram = telegram(api, false)) {
      var product = coins(PhotoUrl.NONE);

      var link = telegram.createInvoiceLink(INVOICE, product.offer(), Item.of(product, 3));

      assertThat(link).isEqualTo("https://t.me/$abc");
      var sent = api.calls().getFirst();
      assertThat(sent.path()).isEqualTo("/bot" + TOKEN + "/createInvoiceLink");
      assertThat(sent.parameters())
          .containsOnlyKeys("title", "description", "payload", "currency", "prices")
          .containsEntry("title", "Coins & \"more\" 💎")
          .containsEntry("description", "A purse")
          .containsEntry("payload", INVOICE.payload())
          .containsEntry("currency", "XTR");
      assertThat(JsonParser.parseString(String.valueOf(sent.parameters().get("prices"))))
          .isEqualTo(
              JsonParser.parseString("[{\"label\":\"Coins & \\\"more\\\" 💎\",\"amount\":210}]"));
    }
  }

  @Test
  void linkShowsTheProductsPhotoIfItHasOne() {
    try (var api = ScriptedBotApi.answering(LINK);
        var telegram = telegram(api, false)) {
      var product = coins(new PhotoUrl("https://x.example/a.png"));

      telegram.createInvoiceLink(INVOICE, product.offer(), Item.of(product, 1));

      assertThat(api.calls().getFirst().parameters())
          .containsEntry("photo_url", "https://x.example/a.png")
          .doesNotContainKey("provider_token");
    }
  }

  @Test
  void preCheckoutIsApprovedOrDeclinedWithASentence() {
    assertThat(sent(telegram -> telegram.approvePreCheckoutQuery("query-1")))
        .isEqualTo(
            call(
                "answerPreCheckoutQuery",
                Map.of("pre_checkout_query_id", "query-1", "ok", "true")));
    assertThat(sent(telegram -> telegram.declinePreCheckoutQuery("query-2", "Уже у вас & \"так\"")))
        .isEqualTo(
            call(
                "answerPreCheckoutQuery",
                Map.of(
                    "pre_checkout_query_id",
                    "query-2",
                    "ok",
                    "false",
                    "error_message",
                    "Уже у вас & \"так\"")));
  }

  @Test
  void refundNamesThePayerAndTheCharge() {
    assertThat(
            sent(telegram ->
                telegram.refundStarPayment(new TelegramUserId(502), new ChargeId("stx-1"))))
        .isEqualTo(
            call(
                "refundStarPayment",
                Map.of("user_id", "502", "telegram_payment_charge_id", "stx-1")));
  }

  @Test
  void manyCallsAreUnderWayAtOnce() throws Exception {
    var all = new CyclicBarrier(32);
    try (var api = ScriptedBotApi.doing(exchange -> meetAndAnswer(all, exchange));
        var telegram = telegram(api, false);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> approve =
          () -> {
            telegram.approvePreCheckoutQuery("query-1");
            return true;
          };

      assertThat(threads.invokeAll(nCopies(32, approve)))
          .allSatisfy(one -> assertThat(one.state()).isEqualTo(Future.State.SUCCESS));
    }
  }

  private static void meetAndAnswer(CyclicBarrier all, HttpExchange exchange) throws IOException {
    try {
      all.await();
    } catch (Exception e) {
      Thread.currentThread().interrupt();
    }
    ScriptedBotApi.send(exchange, 200, "{\"ok\":true,\"result\":true}");
  }

  private static Call sent(Consumer<Telegram> work) {
    try (var api = ScriptedBotApi.answering("true");
        var telegram = telegram(api, false)) {
      work.accept(telegram);
      assertThat(api.calls()).hasSize(1);
      return api.calls().getFirst();
    }
  }

  private static Call call(String method, Map<String, String> parameters) {
    return new Call("/bot" + TOKEN + "/" + method, parameters);
  }

  private static PengradTelegram telegram(ScriptedBotApi api, boolean testEnvironment) {
    return new PengradTelegram(new TelegramConfig(new BotToken(TOKEN), api.url(), testEnvironment));
  }

  private static Product coins(PhotoUrl photo) {
    var offer = new Offer("Coins & \"more\" 💎", "A purse", photo, new Stars(70));
    return new Product(
        new Sku("coins-10"),
        1,
        offer,
        new Good.Consumable(new CreditUnit("coins"), 10),
        true,
        Supply.UNLIMITED);
  }
}
