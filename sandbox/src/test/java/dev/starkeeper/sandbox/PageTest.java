package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.starkeeper.sandbox.bot.InitData;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the page is made of and asks for. */
final class PageTest {
  private static final Pattern SCRIPT = Pattern.compile("src=\"\\.(/assets/[^\"]+\\.js)\"");

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void pageIsServedWithAStrictPolicyAndItsAssetsForGood() {
    var page = plain("/");
    var script = SCRIPT.matcher(page.text());
    assumeThat(script.find()).as("the page was built in").isTrue();

    var asset = plain(script.group(1));

    assertThat(page.response().headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.response().headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(asset.status()).isEqualTo(200);
    assertThat(asset.response().headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(asset.response().headers().firstValue("Cache-Control").orElseThrow())
        .contains("immutable");
  }

  @Test
  void nothingElseOfTheJarIsServed() {
    assertThat(plain("/assets/no.js").status()).isEqualTo(404);
    assertThat(plain("/assets/..%2fControlsPage.class").status()).isEqualTo(404);
    assertThat(plain("/package-info.class").status()).isEqualTo(404);
  }

  @Test
  void botsAreListedWithTheirTokens() {
    bot.call("getMe").result();

    var bots = Answer.objects(plain("/sandbox/bots").json().getAsJsonArray("bots"));

    assertThat(bots)
        .extracting(known -> known.get("token").getAsString())
        .containsExactly(bot.token());
  }

  @Test
  void usersAreKnownBeforeTheyAreMet() {
    var stars =
        bot.controlled("users", "{\"user\":{\"id\":42,\"first_name\":\"Ada\"},\"stars\":5}");
    bot.controlled("users", "{\"user\":{\"id\":43}}");

    var users = Answer.objects(bot.control("GET", "users", "").json().getAsJsonArray("users"));

    assertThat(stars).hasToString("{\"userId\":42,\"stars\":5}");
    assertThat(users.getFirst())
        .hasToString(
            "{\"user\":{\"id\":43,\"first_name\":\"User 43\"},\"met\":false,\"blocked\":false}");
    assertThat(users.getLast().get("stars").getAsInt()).isEqualTo(5);
    assertThat(bot.call("sendMessage", "chat_id", 42, "text", "Hello").description())
        .isEqualTo("Bad Request: chat not found");
  }

  @Test
  void whoIsOnlyNumberedKeepsHisName() {
    bot.controlled("users", "{\"user\":{\"id\":42,\"first_name\":\"Ada\"}}");
    bot.controlled("message", "{\"user\":{\"id\":42},\"text\":\"/start\"}");

    var users = Answer.objects(bot.control("GET", "users", "").json().getAsJsonArray("users"));

    assertThat(users.getFirst().getAsJsonObject("user").get("first_name").getAsString())
        .isEqualTo("Ada");
    assertThat(users.getFirst().get("met").getAsBoolean()).isTrue();
  }

  @Test
  void whoIsOnlyNumberedByHisStarsKeepsHisNameToo() {
    bot.controlled("message", "{\"user\":{\"id\":42,\"first_name\":\"Ada\"},\"text\":\"/start\"}");
    bot.controlled("users", "{\"user\":{\"id\":42},\"stars\":5}");

    var users = Answer.objects(bot.control("GET", "users", "").json().getAsJsonArray("users"));

    assertThat(users.getFirst().getAsJsonObject("user").get("first_name").getAsString())
        .isEqualTo("Ada");
  }

  @Test
  void boughtStarsComeToThoseThereAre() {
    bot.controlled("users", "{\"user\":{\"id\":42},\"stars\":5}");

    assertThat(bot.controlled("users", "{\"user\":{\"id\":42},\"add\":50}"))
        .hasToString("{\"userId\":42,\"stars\":55}");
    assertThat(bot.controlled("users", "{\"user\":{\"id\":7},\"add\":50}"))
        .hasToString("{\"userId\":7}");
    assertThat(bot.control("POST", "users", "{\"user\":{\"id\":7},\"add\":1,\"stars\":1}").status())
        .isEqualTo(400);
  }

  @Test
  void chatHasBothSides() {
    bot.pays(42, bot.link("order-2", 6));
    bot.controlled("message", "{\"user\":{\"id\":42},\"text\":\"/start\"}");
    bot.call("sendMessage", "chat_id", 42, "text", "Hello").result();
    bot.call("sendInvoice", TestBot.sword()).result();
    bot.controlled("message", "{\"user\":{\"id\":43},\"text\":\"somebody else\"}");

    var chat = bot.control("GET", "chat?user=42", "").json();

    var messages = Answer.objects(chat.getAsJsonArray("messages"));
    assertThat(messages)
        .extracting(message -> message.get("from").getAsString())
        .containsExactly("user", "user", "bot", "bot");
    assertThat(messages.get(3).getAsJsonObject("invoice").get("title").getAsString())
        .isEqualTo("Sword");
    assertThat(messages.get(0).getAsJsonObject("payment").get("total_amount").getAsInt())
        .isEqualTo(6);
    assertThat(chat.getAsJsonObject("menuButton")).hasToString("{\"type\":\"commands\"}");
  }

  @Test
  void linkTellsWhatItOffers() {
    var link =
        bot.createLink(
                "order-3",
                7,
                "photo_url",
                "https://example.com/sword.png",
                "subscription_period",
                2_592_000)
            .result()
            .getAsString();

    var slug = link.substring(link.indexOf('$') + 1);
    var invoice = bot.control("GET", "invoice?slug=" + slug, "").json();

    assertThat(invoice.get("title").getAsString()).isEqualTo("Sword");
    assertThat(invoice.get("description").getAsString()).isEqualTo("Sharp");
    assertThat(invoice.get("photoUrl").getAsString()).isEqualTo("https://example.com/sword.png");
    assertThat(invoice.get("amount").getAsInt()).isEqualTo(7);
    assertThat(invoice.get("subscriptionPeriod").getAsInt()).isEqualTo(2_592_000);
    assertThat(invoice.get("payload").getAsString()).isEqualTo("order-3");
    assertThat(bot.control("GET", "invoice?slug=nothing", "").status()).isEqualTo(404);
  }

  @Test
  void initDataIsSignedAndDatedByTheSandboxesClock() {
    bot.advance("P30D");
    sandbox.advance(Duration.ofHours(1));

    var initData =
        bot.controlled(
                "init-data",
                "{\"user\":{\"id\":42,\"first_name\":\"Ada & Co\"},\"startParam\":\"gift\"}")
            .get("initData")
            .getAsString();

    var fields = decoded(initData);
    var hash = fields.remove("hash");
    assertThat(InitData.hash(fields, bot.token())).isEqualTo(hash);
    var now = RunningSandbox.NOON.plus(Duration.ofHours(1));
    assertThat(fields)
        .containsEntry("auth_date", Long.toString(now.getEpochSecond()))
        .containsEntry("start_param", "gift")
        .containsEntry(
            "user", "{\"id\":42,\"first_name\":\"Ada & Co\",\"allows_write_to_pm\":true}");
    assertThat(fields.get("signature")).hasSize(86);
  }

  @Test
  void initDataOfAButtonNamesAQueryAndThatOfALinkAChat() {
    var user = "\"user\":{\"id\":42}";
    var button = bot.controlled("init-data", "{" + user + "}");
    var link = bot.controlled("init-data", "{" + user + ",\"startParam\":\"gift\"}");

    assertThat(decoded(button.get("initData").getAsString()))
        .containsOnlyKeys("auth_date", "hash", "query_id", "signature", "user");
    assertThat(decoded(link.get("initData").getAsString()))
        .containsKeys("chat_instance", "chat_type", "start_param")
        .doesNotContainKey("query_id");
  }

  @Test
  void historyIsReadWithoutACallOfTheBots() {
    bot.pays(42, bot.link("order-4", 5));
    bot.pays(42, bot.link("order-5", 6));

    var lines =
        bot.control("GET", "transactions?limit=1", "").json().getAsJsonArray("transactions");

    assertThat(Answer.objects(lines))
        .extracting(line -> line.get("amount").getAsInt())
        .containsExactly(6);
  }

  private static SortedMap<String, String> decoded(String initData) {
    var fields = new TreeMap<String, String>();
    for (var pair : initData.split("&", -1)) {
      var parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private Answer plain(String path) {
    return bot.send(HttpRequest.newBuilder(URI.create(bot.url() + path)).build());
  }
}
