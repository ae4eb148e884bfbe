package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class GetUpdatesTest {
  private static final int FIRST_ID_FROM = 2_000_001;
  private static final int FIRST_ID_TO = 1_000_000_000;

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void idsStartSomewhereAndGoUpByOne() {
    write(3);

    var ids = ids(bot.call("getUpdates"));

    assertThat(ids.getFirst()).isBetween(FIRST_ID_FROM, FIRST_ID_TO);
    assertThat(ids).containsExactly(ids.getFirst(), ids.getFirst() + 1, ids.getFirst() + 2);
  }

  @Test
  void withoutOffsetNothingIsConfirmed() {
    write(2);

    assertThat(ids(bot.call("getUpdates"))).isEqualTo(ids(bot.call("getUpdates", "offset", 0)));
    assertThat(bot.state().get("confirmedOffset").getAsInt()).isZero();
  }

  @Test
  void positiveOffsetDropsWhatIsBeforeItForGood() {
    write(3);
    var ids = ids(bot.call("getUpdates"));

    var after = bot.call("getUpdates", "offset", ids.get(1));

    assertThat(ids(after)).isEqualTo(ids.subList(1, 3));
    assertThat(ids(bot.call("getUpdates"))).isEqualTo(ids.subList(1, 3));
    assertThat(bot.state().get("confirmedOffset").getAsInt()).isEqualTo(ids.get(1));
  }

  @Test
  void negativeOffsetKeepsTheLastAndDropsTheRestForGood() {
    write(5);
    var ids = ids(bot.call("getUpdates"));

    assertThat(ids(bot.call("getUpdates", "offset", -2))).isEqualTo(ids.subList(3, 5));
    assertThat(ids(bot.call("getUpdates"))).isEqualTo(ids.subList(3, 5));
  }

  @Test
  void offsetFarAheadOrFarBehindIsIgnored() {
    write(2);
    var ids = ids(bot.call("getUpdates"));

    assertThat(ids(bot.call("getUpdates", "offset", ids.getLast() + 1 + 11))).isEqualTo(ids);
    assertThat(ids(bot.call("getUpdates", "offset", ids.getFirst() - 100_001))).isEqualTo(ids);
    assertThat(ids(bot.call("getUpdates", "offset", "99999999999999"))).isEqualTo(ids);
  }

  @Test
  void offsetALittleAheadDropsEverything() {
    write(2);
    var ids = ids(bot.call("getUpdates"));

    assertThat(ids(bot.call("getUpdates", "offset", ids.getLast() + 1 + 10))).isEmpty();
    assertThat(ids(bot.call("getUpdates"))).isEmpty();
  }

  @Test
  void limitIsClampedAndNotRefused() {
    write(101);

    assertThat(bot.call("getUpdates", "limit", 0).updates()).hasSize(1);
    assertThat(bot.call("getUpdates", "limit", -5).updates()).hasSize(1);
    assertThat(bot.call("getUpdates", "limit", 7).updates()).hasSize(7);
    assertThat(bot.call("getUpdates", "limit", 1000).updates()).hasSize(100);
    assertThat(bot.call("getUpdates", "limit", "many").updates()).hasSize(1);
    assertThat(bot.call("getUpdates").updates()).hasSize(100);
  }

  @Test
  void longPollEndsWhenAnUpdateComes() {
    var poll = bot.callLater("getUpdates", "timeout", 50);
    bot.awaitPoll();

    write(1);

    assertThat(TestBot.within(poll).updates()).hasSize(1);
  }

  @Test
  void messagesWaitADayAndPreCheckoutsTwoMinutesAndAHalf() {
    push("{\"pre_checkout_query\":{\"id\":\"1\"}}");
    push("{\"message\":{\"message_id\":1}}");

    sandbox.advance(Duration.ofSeconds(150));
    assertThat(bot.call("getUpdates").updates()).hasSize(2);
    sandbox.advance(Duration.ofSeconds(1));
    assertThat(bot.call("getUpdates").updates())
        .singleElement()
        .satisfies(update -> assertThat(update.has("message")).isTrue());
    sandbox.advance(Duration.ofSeconds(86_400 - 151));
    assertThat(bot.call("getUpdates").updates()).hasSize(1);
    sandbox.advance(Duration.ofSeconds(1));
    assertThat(bot.call("getUpdates").updates()).isEmpty();
  }

  @Test
  void oneAnswerHoldsFourMebibytes() {
    var long1 = "{\"message\":{\"text\":\"" + "x".repeat(1 << 20) + "\"}}";
    push("{\"updates\":[" + String.join(",", Collections.nCopies(5, long1)) + "]}");

    assertThat(bot.call("getUpdates").updates()).hasSize(3);
  }

  @Test
  void allowedUpdatesFilterWhatComesAfterThem() {
    write(1);
    bot.call("getUpdates", "allowed_updates", "[\"PRE_CHECKOUT_QUERY\"]").result();
    write(1);

    assertThat(bot.call("getUpdates").updates()).hasSize(1);
    assertThat(allowed()).containsExactly("pre_checkout_query");
  }

  @Test
  void allowedUpdatesPersistUnlessTheyAreAnArrayOfTexts() {
    bot.call("getUpdates", "allowed_updates", "[\"message\"]").result();

    for (var nothingSaid : List.of("", "message", "{\"a\":1}", "[1]", "[\"message\"")) {
      bot.call("getUpdates", "allowed_updates", nothingSaid).result();
      assertThat(allowed()).containsExactly("message");
    }
    bot.call("getUpdates").result();
    assertThat(allowed()).containsExactly("message");
  }

  @Test
  void emptyOrUnknownListMeansTheDefault() {
    var usual = allowed();
    assertThat(usual)
        .contains("message", "pre_checkout_query", "subscription")
        .doesNotContain("chat_member", "message_reaction", "message_reaction_count");

    for (var usualAgain : List.of("[]", "[\"no_such_kind\"]")) {
      bot.call("getUpdates", "allowed_updates", "[\"message\"]").result();
      bot.call("getUpdates", "allowed_updates", usualAgain).result();
      assertThat(allowed()).isEqualTo(usual);
    }
  }

  @Test
  void filteredUpdateTakesNoId() {
    write(1);
    bot.call("getUpdates", "allowed_updates", "[\"pre_checkout_query\"]").result();
    write(3);
    bot.call("getUpdates", "allowed_updates", "[]").result();
    write(1);

    var ids = ids(bot.call("getUpdates"));

    assertThat(ids).hasSize(2);
    assertThat(ids.getLast()).isEqualTo(ids.getFirst() + 1);
  }

  private void write(int messages) {
    for (var i = 0; i < messages; i++) {
      bot.control("POST", "message", "{\"user\":{\"id\":9},\"text\":\"hello\"}").json();
    }
  }

  private void push(String body) {
    assertThat(bot.control("POST", "updates", body).status()).isEqualTo(200);
  }

  private List<String> allowed() {
    var names = bot.state().getAsJsonArray("allowedUpdates");
    return names.asList().stream().map(name -> name.getAsString()).toList();
  }

  private static List<Integer> ids(Answer answer) {
    return answer.updates().stream().map(GetUpdatesTest::id).toList();
  }

  private static int id(JsonObject update) {
    return update.get("update_id").getAsInt();
  }
}
