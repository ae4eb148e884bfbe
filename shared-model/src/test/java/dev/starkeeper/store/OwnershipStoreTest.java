package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Grant;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.OwnershipStore.TakenBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

  @Test
  void eightThreadsRevokeOnceAndOnlyWhatThatChargeGave() throws Exception {
    buy(shop.unlock("premium", 50), 1, "charge-1");
    buy(shop.pass("gold", 9, 7), 1, "charge-2");

    var taken = Threads.eight(_ -> revoked(BOT, "charge-1", "charge-9"));

    assertThat(taken.stream().flatMap(List::stream))
        .containsExactly(
            new TakenBack.Access(
                new ChargeId("charge-1"),
                parties.recipient(),
                new Entitlement("premium.owned"),
                Optional.empty(),
                true));
    assertThat(entitlements(parties.recipient())).containsExactly(new Entitlement("gold.owned"));
    assertThat(revoked(Shop.OTHER_BOT, "charge-2")).isEmpty();
  }

  @Test
  void revokedMonthNamesItsSubscription() {
    var invoice = shop.saved(Shop.anInvoice(shop.subscription("s", 30), parties, 1));
    shop.payMonth(invoice, "month-1", Shop.NOON);

    assertThat(revoked(BOT, "month-1"))
        .extracting(TakenBack.Access::subscription)
        .containsExactly(Optional.of(invoice.id().value()));
    assertThat(grants()).isEmpty();
  }

  @Test
  void eightThreadsTakeCreditsOnceAndBelowZeroIfTheyWereConsumed() throws Exception {
    buy(shop.coins("coins-10", 7, 10), 3, "charge-1");
    buy(shop.coins("coins-5", 4, 5), 1, "charge-2");
    consume(25, "charge-2");

    var taken = Threads.eight(_ -> tookCredits(BOT, "charge-1", "charge-9"));

    assertThat(taken.stream().flatMap(List::stream))
        .containsExactly(
            new TakenBack.Credits(
                new ChargeId("charge-1"), parties.recipient(), new CreditUnit("coins"), -30));
    assertThat(credits(parties.recipient())).isEqualTo(Map.of("coins", -20L));
    assertThat(tookCredits(Shop.OTHER_BOT, "charge-2")).isEmpty();
  }

  @Test
  void grantsSayHowLongEachChargeCovers() {
    buy(shop.unlock("u", 50), 1, "charge-u");
    buy(shop.pass("p", 9, 7), 3, "charge-p");
    var invoice = shop.saved(Shop.anInvoice(shop.subscription("s", 30), parties, 1));
    shop.payMonth(invoice, "month-1", Shop.NOON);
    shop.payMonth(invoice, "month-2", Shop.NOON.plus(Recurrence.MONTH));
    var term =
        new Subscription.Term(RenewalState.ON, Shop.NOON.plus(Recurrence.MONTH.multipliedBy(2)));
    var month = new Grant(new Entitlement("s.owned"), new Grant.Cover.Months(term));

    assertThat(grants())
        .containsExactlyInAnyOrder(
            new Grant(new Entitlement("u.owned"), new Grant.Cover.Forever()),
            new Grant(
                new Entitlement("p.owned"), new Grant.Cover.Days(Shop.NOON.plusSeconds(60), 21)),
            month,
            month);
  }

  private List<Grant> grants() {
    return database.inTransaction(tx -> OwnershipStore.grants(tx, BOT, parties.recipient()));
  }

  private List<TakenBack.Access> revoked(BotId bot, String... charges) {
    var ids = Stream.of(charges).map(ChargeId::new).toList();
    return database.inTransaction(tx -> OwnershipStore.revoke(tx, bot, ids, Shop.NOON));
  }

  private List<TakenBack.Credits> tookCredits(BotId bot, String... charges) {
    var ids = Stream.of(charges).map(ChargeId::new).toList();
    return database.inTransaction(tx -> OwnershipStore.takeCredits(tx, bot, ids, Shop.NOON));
  }

  /** As an entry of the merchant's would: there is none yet, so a refund's stands for it. */
  private void consume(int amount, String charge) {
    shop.execute(
        "insert into credit_entry select bot_id, charge_id, customer_id, unit, -?, created_at, 'REFUND'"
            + " from credit_entry where charge_id = ?",
        amount,
        charge);
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
