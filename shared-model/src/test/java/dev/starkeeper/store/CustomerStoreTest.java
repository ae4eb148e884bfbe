package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CustomerStoreTest {
  private static final String ALL =
      "select customer_id || ' ' || language_code || ' ' || to_char(first_seen_at, 'HH24:MI')"
          + " || coalesce(' blocked ' || to_char(blocked_at, 'HH24:MI'), '') from customer order by 1";

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void newOnesAreAddedAndKnownOnesKeepTheirFirstTime() {
    remember(0, user(501, "ru"), user(502, "en"));
    remember(5, user(502, "de"), user(503, "fr"));

    assertThat(shop.rows(ALL)).containsExactly("501 ru 12:00", "502 de 12:00", "503 fr 12:05");
  }

  @Test
  void ofSeveralWordsOnALanguageTheLastOneHolds() {
    remember(0, user(501, "ru"), user(502, "en"), user(501, "de"), user(501, "fr"));

    assertThat(shop.rows(ALL)).containsExactly("501 fr 12:00", "502 en 12:00");
  }

  @Test
  void whoActsHasNotBlockedUsAnyMore() {
    remember(0, user(501, "ru"), user(502, "en"));
    block(501, 3);
    assertThat(shop.rows(ALL)).containsExactly("501 ru 12:00 blocked 12:03", "502 en 12:00");

    remember(5, user(501, "ru"));

    assertThat(shop.rows(ALL)).containsExactly("501 ru 12:00", "502 en 12:00");
  }

  @Test
  void nobodyIsNoFault() {
    remember(0);

    assertThat(shop.rows(ALL)).isEmpty();
  }

  @Test
  void customersBelongToTheirBot() {
    remember(0, user(501, "ru"));
    database.inTransactionDo(
        tx -> CustomerStore.remember(tx, Shop.OTHER_BOT, List.of(user(501, "de")), NOON));

    assertThat(shop.rows("select bot_id || ' ' || language_code from customer order by 1"))
        .containsExactly("7000001 ru", "7000002 de");
  }

  @Test
  void eightThreadsThatRememberTheSameInAnySequenceAllSucceed() throws Exception {
    var users = IntStream.rangeClosed(1, 50).mapToObj(id -> user(id, "en")).toList();

    Threads.eight(i -> {
      var mine = i % 2 == 0 ? users : users.reversed();
      database.inTransactionDo(tx ->
          CustomerStore.remember(
              tx, BOT, mine.stream().map(user -> inLanguage(user, "l" + i)).toList(), NOON));
      return i;
    });

    assertThat(shop.rows(ALL)).hasSize(50);
  }

  private static TelegramUser inLanguage(TelegramUser user, String language) {
    return new TelegramUser(user.id(), language);
  }

  private void remember(int minute, TelegramUser... users) {
    database.inTransactionDo(
        tx -> CustomerStore.remember(tx, BOT, List.of(users), NOON.plusSeconds(60L * minute)));
  }

  private void block(long customer, int minute) {
    database.inTransactionDo(tx ->
        CustomerStore.noteBlocked(
            tx, BOT, new TelegramUserId(customer), NOON.plusSeconds(60L * minute)));
  }

  private static TelegramUser user(long id, String language) {
    return new TelegramUser(new TelegramUserId(id), language);
  }
}
