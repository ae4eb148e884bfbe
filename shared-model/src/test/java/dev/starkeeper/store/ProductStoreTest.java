package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProductStoreTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void comesBackAsItWasPut() {
    var coins = shop.coins("coins-10", 7, 10);
    var offer =
        new Offer(
            "💎".repeat(32), "d".repeat(255), new PhotoUrl("https://x/a"), new Stars(100_000));
    var gem = new Good.Unlock(new Entitlement("gem"));
    var withPhoto = shop.put(new Product(new Sku("gem"), 1, offer, gem, true, Supply.UNLIMITED));

    assertThat(find("coins-10")).contains(coins);
    assertThat(find("gem")).contains(withPhoto);
    assertThat(find("nothing")).isEmpty();
  }

  @Test
  void newVersionTakesThePlaceOfTheOldOne() {
    var dearer = shop.repriced(shop.unlock("premium", 50), 60);

    assertThat(find("premium")).contains(dearer);
    assertThat(shop.rows("select stars::text from product_version order by version"))
        .containsExactly("50", "60");
  }

  @Test
  void withdrawnProductStaysReadableAndLeavesTheCatalogue() {
    var gold = shop.unlock("gold", 51);
    var premium = shop.unlock("premium", 50);

    assertThat(withdraw("premium")).isTrue();
    assertThat(withdraw("nothing")).isFalse();

    assertThat(find("premium").map(Product::active)).contains(false);
    assertThat(catalogue(10)).containsExactly(gold);

    database.inTransactionDo(tx -> ProductStore.makeCurrent(tx, BOT, premium, NOON));
    assertThat(catalogue(10)).containsExactly(gold, premium);
  }

  @Test
  void catalogueIsSortedAndLimited() {
    shop.unlock("c", 50);
    shop.unlock("a", 50);
    shop.unlock("b", 50);

    assertThat(catalogue(2)).extracting(product -> product.sku().value()).containsExactly("a", "b");
  }

  @Test
  void eightThreadsPutOneNewProductOneAfterTheOther() throws Exception {
    var versions = Threads.eight(i -> putNext(new Sku("premium"), 50 + i));

    assertThat(versions).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
  }

  private int putNext(Sku sku, int stars) {
    return database.inTransaction(tx -> {
      ProductStore.lock(tx, BOT, sku);
      var version = ProductStore.find(tx, BOT, sku).map(Product::version).orElse(0) + 1;
      var good = new Good.Unlock(new Entitlement("premium.owned"));
      var product =
          new Product(sku, version, Shop.offer("Premium", stars), good, true, Supply.UNLIMITED);
      ProductStore.addVersion(tx, BOT, product, NOON);
      ProductStore.makeCurrent(tx, BOT, product, NOON);
      return version;
    });
  }

  private Optional<Product> find(String sku) {
    return database.inTransaction(tx -> ProductStore.find(tx, BOT, new Sku(sku)));
  }

  private List<Product> catalogue(int limit) {
    return database.inTransaction(tx -> ProductStore.active(tx, BOT, limit));
  }

  private boolean withdraw(String sku) {
    return database.inTransaction(tx -> ProductStore.withdraw(tx, BOT, new Sku(sku), NOON));
  }
}
