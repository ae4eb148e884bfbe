package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RejectedUpdateStoreTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void toldTwiceKeptOnce() {
    assertThat(insert(BOT, 7, "why", "{\"a\":1}")).isTrue();
    assertThat(insert(BOT, 7, "why else", "{\"a\":1}")).isFalse();

    assertThat(shop.rows("select reason from rejected_update")).containsExactly("why");
  }

  @Test
  void sameNumberDoesNotMeanTheSameUpdate() {
    assertThat(insert(BOT, 7, "why", "{\"a\":1}")).isTrue();
    assertThat(insert(BOT, 7, "why", "{\"a\":2}")).isTrue();
    assertThat(insert(BOT, 8, "why", "{\"a\":1}")).isTrue();
    assertThat(insert(Shop.OTHER_BOT, 7, "why", "{\"a\":1}")).isTrue();
  }

  @Test
  void whatTextCannotHoldIsReplaced() {
    assertThat(insert(BOT, 7, "why\0not", "{\"a\":\"\0\"}")).isTrue();
    assertThat(insert(BOT, 7, "why\0not", "{\"a\":\"\0\"}")).isFalse();

    assertThat(shop.rows("select reason || body from rejected_update"))
        .containsExactly("why\ufffdnot{\"a\":\"\ufffd\"}");
  }

  @Test
  void bodyIsKeptWholeHoweverLong() {
    var body = "{\"a\":\"" + "💎".repeat(1_000_000) + "\"}";

    assertThat(insert(BOT, 7, "why", body)).isTrue();

    assertThat(shop.rows("select body from rejected_update")).containsExactly(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "💎"})
  void reasonIsCutAtAThousandCharacters(String character) {
    insert(BOT, 7, character.repeat(1000), "exact");
    insert(BOT, 8, character.repeat(5000), "long");

    assertThat(shop.rows("select reason from rejected_update"))
        .containsOnly(character.repeat(1000))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void thereIsAlwaysAReason(String reason) {
    insert(BOT, 7, reason, "body");

    assertThat(shop.rows("select reason from rejected_update")).containsExactly("no reason given");
  }

  @Test
  void eightThreadsKeepOneUpdateOnce() throws Exception {
    var kept = Threads.eight(_ -> insert(BOT, 7, "why", "{\"a\":1}"));

    assertThat(kept).containsOnlyOnce(true).hasSize(8);
  }

  private boolean insert(BotId bot, long updateId, String reason, String body) {
    return test.database()
        .inTransaction(tx -> RejectedUpdateStore.insert(tx, bot, updateId, reason, body, NOON));
  }
}
