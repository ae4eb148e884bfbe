package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.chargeId;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeedTest {
  private static final String FAULTS =
      "{\"getMe\":[{\"kind\":\"html\",\"times\":0,\"percent\":50}],"
          + "\"getUpdates\":[{\"kind\":\"reorder_updates\"}]}";

  @Test
  void sameSeedAndScriptGiveTheSameBytes() {
    try (var one = seeded(7);
        var other = seeded(7);
        var another = seeded(8)) {
      var played = play(one.newBot());

      assertThat(play(other.newBot())).isEqualTo(played);
      assertThat(play(another.newBot())).isNotEqualTo(played);
    }
  }

  @Test
  void botsOfOneSeedAreNotAlike() {
    try (var sandbox = seeded(7)) {
      assertThat(sandbox.newBot().link("order-1", 5))
          .isNotEqualTo(sandbox.newBot().link("order-1", 5));
    }
  }

  @Test
  void seedOfAResetPlaysTheSameAgain() {
    try (var sandbox = RunningSandbox.start()) {
      var bot = sandbox.newBot();
      reset(bot, "?seed=7");
      var played = play(bot);
      reset(bot, "?seed=7");

      assertThat(play(bot)).isEqualTo(played);
      reset(bot, "?seed=-9223372036854775808");
      assertThat(play(bot)).isNotEqualTo(played);
    }
  }

  @Test
  void resetWithoutASeedRepeatsNoChargeId() {
    try (var one = seeded(7);
        var other = seeded(7)) {
      var bot = one.newBot();
      var sameBot = other.newBot();
      var first = chargeId(bot.pays(42, bot.link("order-1", 5)));
      reset(bot, "");
      reset(sameBot, "");
      var second = chargeId(bot.pays(42, bot.link("order-1", 5)));

      assertThat(second).isNotEqualTo(first);
      assertThat(chargeId(sameBot.pays(42, sameBot.link("order-1", 5))))
          .as("foretold all the same")
          .isEqualTo(second);
    }
  }

  @Test
  void withoutASeedNothingIsForetold() {
    try (var one = RunningSandbox.start();
        var other = RunningSandbox.start()) {
      assertThat(one.newBot().link("order-1", 5)).isNotEqualTo(other.newBot().link("order-1", 5));
    }
  }

  @Test
  void seedIsAWholeNumber() {
    try (var sandbox = RunningSandbox.start()) {
      var bot = sandbox.newBot();
      bot.link("order-1", 5);

      assertThat(bot.control("DELETE", "state?seed=x", "").sentence())
          .isEqualTo("The seed is not a whole number: x.");
      assertThat(bot.payloads()).containsExactly("order-1");
    }
  }

  /** Everything the bot hears, byte for byte. */
  private static List<String> play(TestBot bot) {
    var heard = new ArrayList<String>();
    heard.add(bot.createLink("order-1", 5).text());
    var link = bot.link("order-2", 6);
    var paid = bot.pay(link, 42);
    var asked = bot.call("getUpdates", "timeout", 50);
    heard.add(asked.text());
    bot.approve(asked.updates().getFirst()).result();
    TestBot.within(paid);
    bot.controlled("withdrawals", "{\"amount\":1,\"outcome\":\"pending\"}");
    bot.controlled("message", "{\"user\":{\"id\":42},\"text\":\"hello\"}");
    bot.control("PUT", "faults", FAULTS).json();
    heard.add(bot.call("getUpdates").text());
    for (var call = 0; call < 20; call++) heard.add(bot.call("getMe").text());
    bot.control("PUT", "faults", "{}").json();
    var last = asked.updates().getFirst().get("update_id").getAsInt() + 2;
    bot.call("getUpdates", "offset", last + 1).result();
    var club = bot.subscribes(43, "club-1", 7);
    bot.controlled("refund", "{\"chargeId\":\"" + chargeId(club) + "\"}");
    bot.advance("P60DT1H");
    heard.add(bot.call("getUpdates").text());
    heard.add(bot.call("getStarTransactions").text());
    return heard;
  }

  private static void reset(TestBot bot, String seed) {
    bot.control("DELETE", "state" + seed, "").json();
  }

  private static RunningSandbox seeded(long seed) {
    return RunningSandbox.start(SandboxConfig.atAnyPort().withoutPollPacing().withSeed(seed));
  }
}
