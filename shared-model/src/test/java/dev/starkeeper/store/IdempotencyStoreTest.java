package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.store.IdempotencyStore.Answered;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IdempotencyStoreTest {
  private static final String ONE_REQUEST = "1".repeat(64);
  private static final String ANOTHER = "2".repeat(64);

  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final InvoiceId invoice = shop.invoice(shop.unlock("premium", 50)).id();

  @AfterEach
  void close() {
    test.close();
  }

  @BeforeEach
  void oneKeyIsUsed() {
    assertThat(insert(key("customer:501", "k", ONE_REQUEST), NOON)).isTrue();
  }

  @Test
  void sameRequestIsKnownByItsHash() {
    assertThat(find(BOT, key("customer:501", "k", ONE_REQUEST)))
        .contains(new Answered(invoice, true));
    assertThat(find(BOT, key("customer:501", "k", ANOTHER))).contains(new Answered(invoice, false));
  }

  @Test
  void keysOfTwoCallersOrBotsNeverMeet() {
    assertThat(find(BOT, key("customer:502", "k", ONE_REQUEST))).isEmpty();
    assertThat(find(BOT, key("customer:501", "K", ONE_REQUEST))).isEmpty();
    assertThat(find(Shop.OTHER_BOT, key("customer:501", "k", ONE_REQUEST))).isEmpty();
    assertThat(insert(key("customer:502", "k", ONE_REQUEST), NOON)).isTrue();
  }

  @Test
  void keyIsUsedOnce() throws Exception {
    assertThat(insert(key("customer:501", "k", ANOTHER), NOON)).isFalse();

    var inserted = Threads.eight(i -> insert(key("server:shop", "new", ANOTHER), NOON));

    assertThat(inserted).containsOnlyOnce(true).hasSize(8);
  }

  @Test
  void oldKeysAreForgottenOldestFirst() {
    insert(key("a", "old", ONE_REQUEST), NOON.minusSeconds(10));
    insert(key("a", "older", ONE_REQUEST), NOON.minusSeconds(20));
    insert(key("a", "oldest", ONE_REQUEST), NOON.minusSeconds(30));

    assertThat(deleteOlderThan(NOON, 2)).isEqualTo(2);
    assertThat(shop.rows("select key from idempotency_key order by key"))
        .containsExactly("k", "old");
    assertThat(deleteOlderThan(NOON, 2)).isOne();
    assertThat(deleteOlderThan(NOON, 2)).isZero();
    assertThat(shop.rows("select key from idempotency_key")).containsExactly("k");
  }

  private int deleteOlderThan(Instant then, int most) {
    return test.database().inTransaction(tx -> IdempotencyStore.deleteOlderThan(tx, then, most));
  }

  private boolean insert(IdempotencyStore.Key key, Instant now) {
    return test.database().inTransaction(tx -> IdempotencyStore.insert(tx, BOT, key, invoice, now));
  }

  private Optional<Answered> find(BotId bot, IdempotencyStore.Key key) {
    return test.database().inTransaction(tx -> IdempotencyStore.find(tx, bot, key));
  }

  private static IdempotencyStore.Key key(String caller, String key, String requestHash) {
    return new IdempotencyStore.Key(caller, key, requestHash);
  }
}
