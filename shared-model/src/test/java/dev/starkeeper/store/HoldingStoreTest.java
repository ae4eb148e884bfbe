package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Holding;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HoldingStoreTest {
  private static final Duration MONTH = Recurrence.MONTH;

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Parties parties = Shop.parties();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void eachKindIsHeldAsWhatItIs() {
    buy(shop.unlock("u", 50), "unlock");
    buy(shop.pass("p", 9, 7), "pass");
    var months = subscribed(shop.subscription("s", 30), "month-1", NOON);
    shop.payMonth(months, "month-2", NOON.plus(MONTH));

    assertThat(find("u.owned", "p.owned", "s.owned", "nothing"))
        .isEqualTo(
            Map.of(
                claim("u.owned"), new Holding(true, Instant.MIN),
                claim("p.owned"), new Holding(false, Instant.MIN),
                claim("s.owned"), new Holding(false, NOON.plus(MONTH).plus(MONTH))));
  }

  @Test
  void whatWasRevokedIsNotHeld() {
    buy(shop.unlock("u", 50), "unlock");
    var months = subscribed(shop.subscription("s", 30), "month-1", NOON);
    shop.payMonth(months, "month-2", NOON.plus(MONTH));

    shop.execute(
        "update entitlement_grant set revoked_at = granted_at where charge_id <> 'month-1'");

    assertThat(find("u.owned", "s.owned"))
        .isEqualTo(Map.of(claim("s.owned"), new Holding(false, NOON.plus(MONTH))));
  }

  @Test
  void holdingIsTheRecipientsAndOfOneBot() {
    buy(shop.unlock("u", 50), "unlock");

    assertThat(holding(BOT, parties.recipient()).forever()).isTrue();
    assertThat(holding(BOT, parties.buyer())).isEqualTo(Holding.NOTHING);
    assertThat(holding(OTHER_BOT, parties.recipient())).isEqualTo(Holding.NOTHING);
  }

  @Test
  void sameClaimWaitsAndAnotherDoesNot() throws Exception {
    assertThat(waits(BOT, "premium", 501)).isTrue();
    assertThat(waits(BOT, "premium", 502)).isFalse();
    assertThat(waits(BOT, "gold", 501)).isFalse();
    assertThat(waits(OTHER_BOT, "premium", 501)).isFalse();
  }

  @Test
  void eightThreadsLockManyClaimsInWhateverSequence() throws Exception {
    var claims =
        IntStream.range(0, 40)
            .mapToObj(i -> new Claim(new TelegramUserId(1 + i), new Entitlement("premium")))
            .toList();

    var done =
        Threads.eight(i -> {
          for (var n = 0; n < 10; n++) {
            var some = i % 2 == 0 ? claims : claims.reversed();
            database.inTransactionDo(tx -> HoldingStore.lock(tx, BOT, some));
          }
          return true;
        });

    assertThat(done).containsOnly(true);
    assertThat(
            shop.rows(
                "select deadlocks::text from pg_stat_database where datname = current_database()"))
        .containsExactly("0");
  }

  private boolean waits(BotId bot, String entitlement, long customer) throws Exception {
    var first = List.of(new Claim(new TelegramUserId(501), new Entitlement("premium")));
    var second = List.of(new Claim(new TelegramUserId(customer), new Entitlement(entitlement)));
    return Waiting.whileOneHas(
        database,
        tx -> HoldingStore.lock(tx, BOT, first),
        tx -> HoldingStore.lock(tx, bot, second));
  }

  private void buy(Product product, String charge) {
    shop.pay(shop.saved(Shop.anInvoice(product, parties, 1)), charge);
  }

  private Invoice subscribed(Product product, String charge, Instant at) {
    var invoice = shop.saved(Shop.anInvoice(product, parties, 1));
    shop.payMonth(invoice, charge, at);
    return invoice;
  }

  private Map<Claim, Holding> find(String... entitlements) {
    var claims = List.of(entitlements).stream().map(this::claim).toList();
    return database.inTransaction(tx -> HoldingStore.find(tx, BOT, claims));
  }

  private Holding holding(BotId bot, TelegramUserId customer) {
    var claim = new Claim(customer, new Entitlement("u.owned"));
    return database.inTransaction(tx -> HoldingStore.find(tx, bot, claim));
  }

  private Claim claim(String entitlement) {
    return new Claim(parties.recipient(), new Entitlement(entitlement));
  }
}
