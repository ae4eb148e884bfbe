package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OwnershipStoreTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Parties parties = Shop.parties();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void recipientOwnsWhatTheBuyerPaidFor() {
    buy(shop.unlock("premium", 50), 1, "charge-1");
    buy(shop.coins("coins-10", 7, 10), 3, "charge-2");

    assertThat(entitlements(parties.recipient())).containsExactly(new Entitlement("premium.owned"));
    assertThat(credits(parties.recipient())).isEqualTo(Map.of("coins", 30L));
    assertThat(entitlements(parties.buyer())).isEmpty();
    assertThat(credits(parties.buyer())).isEmpty();
  }

  @Test
  void creditsOfEachUnitAddUp() {
    var gems = new Good.Consumable(new CreditUnit("gems"), 5);
    var product =
        new Product(new Sku("gems-5"), 1, Shop.offer("Gems", 9), gems, true, Supply.UNLIMITED);
    buy(shop.coins("coins-10", 7, 10), 3, "charge-1");
    buy(shop.coins("coins-100", 60, 100), 2, "charge-2");
    buy(shop.put(product), 1, "charge-3");

    assertThat(credits(parties.recipient())).isEqualTo(Map.of("coins", 230L, "gems", 5L));
  }

  @Test
  void largestPurchaseFitsIntoABalance() {
    buy(shop.coins("coins-most", 1, 1_000_000_000), 100_000, "charge-1");
    buy(shop.coins("coins-more", 1, 1_000_000_000), 100_000, "charge-2");

    assertThat(credits(parties.recipient())).isEqualTo(Map.of("coins", 200_000_000_000_000L));
  }

  @Test
  void thingBoughtTwiceIsOwnedUntilBothChargesAreTakenBack() {
    var premium = shop.unlock("premium", 50);
    buy(premium, 1, "charge-1");
    buy(premium, 1, "charge-2");
    assertThat(entitlements(parties.recipient())).containsExactly(new Entitlement("premium.owned"));

    revoke("charge-1");
    assertThat(entitlements(parties.recipient())).containsExactly(new Entitlement("premium.owned"));
    assertThat(owns(parties.recipient(), "premium.owned")).isTrue();

    revoke("charge-2");
    assertThat(entitlements(parties.recipient())).isEmpty();
    assertThat(owns(parties.recipient(), "premium.owned")).isFalse();
  }

  @Test
  void entitlementsAreSortedByName() {
    buy(shop.unlock("silver", 50), 1, "charge-1");
    buy(shop.unlock("gold", 50), 1, "charge-2");
    buy(shop.unlock("iron", 50), 1, "charge-3");

    assertThat(entitlements(parties.recipient()))
        .extracting(Entitlement::key)
        .containsExactly("gold.owned", "iron.owned", "silver.owned");
  }

  @Test
  void ownershipIsOfOneBot() {
    buy(shop.unlock("premium", 50), 1, "charge-1");
    buy(shop.coins("coins-10", 7, 10), 1, "charge-2");

    assertThat(
            database.<List<Entitlement>>inTransaction(
                tx -> entitlements(tx, Shop.OTHER_BOT, parties.recipient())))
        .isEmpty();
    assertThat(
            database.<Map<String, Long>>inTransaction(
                tx -> OwnershipStore.credits(tx, Shop.OTHER_BOT, parties.recipient())))
        .isEmpty();
  }

  @Test
  void nothingToDeliverIsNoFault() {
    database.inTransactionDo(tx -> DeliveryStore.deliver(tx, BOT, List.of(), Shop.NOON));

    assertThat(shop.rows("select charge_id from entitlement_grant")).isEmpty();
  }

  private void buy(Product product, int quantity, String charge) {
    shop.pay(shop.saved(Shop.anInvoice(product, parties, quantity)), charge);
  }

  private void revoke(String charge) {
    shop.execute(
        "update entitlement_grant set revoked_at = granted_at where charge_id = ?", charge);
  }

  private boolean owns(TelegramUserId customer, String entitlement) {
    return database.inTransaction(tx ->
        HoldingStore.find(tx, BOT, new Claim(customer, new Entitlement(entitlement))).forever());
  }

  private List<Entitlement> entitlements(TelegramUserId customer) {
    return database.inTransaction(tx -> entitlements(tx, BOT, customer));
  }

  private static List<Entitlement> entitlements(DSLContext tx, BotId bot, TelegramUserId customer) {
    return Ownership.of(OwnershipStore.grants(tx, bot, customer), Shop.NOON, Duration.ZERO).stream()
        .map(Ownership::entitlement)
        .toList();
  }

  private Map<String, Long> credits(TelegramUserId customer) {
    return database.inTransaction(tx -> OwnershipStore.credits(tx, BOT, customer));
  }
}
