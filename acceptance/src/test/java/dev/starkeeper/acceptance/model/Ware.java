package dev.starkeeper.acceptance.model;

import dev.starkeeper.invoice.sale.Listing;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import java.util.Arrays;

/** What the shop of a script sells. */
@SuppressWarnings("ImmutableEnumChecker") // values all of them
enum Ware {
  SWORD("sword", 5, unlock("sword"), Supply.UNLIMITED),
  /** The same sword, cheaper. */
  SWORD_DEAL("sword-deal", 4, unlock("sword"), Supply.UNLIMITED),
  WEEK("week", 3, new Good.Pass(new Entitlement("vip"), 7), Supply.UNLIMITED),
  CLUB("club", 6, new Good.Subscription(new Entitlement("vip")), Supply.UNLIMITED),
  VIP("vip", 50, unlock("vip"), Supply.UNLIMITED),
  COINS("coins", 2, new Good.Consumable(new CreditUnit("coins"), 10), Supply.UNLIMITED),
  RELIC("relic", 7, new Good.Consumable(new CreditUnit("relic"), 1), new Supply(2, Supply.NONE)),
  IDOL("idol", 8, unlock("idol"), new Supply(1, Supply.NONE)),
  BADGE("badge", 1, new Good.Consumable(new CreditUnit("badge"), 1), new Supply(Supply.NONE, 2));

  private final Sku sku;
  private final int stars;
  private final Good good;
  private final Supply supply;

  Ware(String sku, int stars, Good good, Supply supply) {
    this.sku = new Sku(sku);
    this.stars = stars;
    this.good = good;
    this.supply = supply;
  }

  private static Good unlock(String entitlement) {
    return new Good.Unlock(new Entitlement(entitlement));
  }

  static Ware of(String sku) {
    return Arrays.stream(values())
        .filter(ware -> ware.sku.value().equals(sku))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no ware " + sku));
  }

  Sku sku() {
    return sku;
  }

  Good good() {
    return good;
  }

  Supply supply() {
    return supply;
  }

  int stars() {
    return stars;
  }

  Listing at(int price, boolean active, Supply left) {
    var offer = new Offer(sku.value(), "A " + sku.value(), PhotoUrl.NONE, new Stars(price));
    return new Listing(offer, good, active, left);
  }
}
