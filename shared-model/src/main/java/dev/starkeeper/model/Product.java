package dev.starkeeper.model;

/**
 * What a merchant sells, as it was in one of its versions.
 *
 * @param version counts up when the offer or the good changes; an invoice names the one it sells
 * @param active whether it can be bought now; a withdrawn product stays readable
 * @param supply holds for the product now, whatever the version
 */
public record Product(Sku sku, int version, Offer offer, Good good, boolean active, Supply supply) {

  public Product {
    checkPrice(offer, good);
  }

  /**
   * Whether Telegram takes that price for that kind.
   *
   * @throws IllegalArgumentException if not
   */
  public static void checkPrice(Offer offer, Good good) {
    if (good.kind() == ProductKind.SUBSCRIPTION
        && offer.price().amount() > Stars.MOST_FOR_A_MONTH) {
      throw new IllegalArgumentException(
          "stars of a subscription is not from 1 to "
              + Stars.MOST_FOR_A_MONTH
              + ": "
              + offer.price().amount());
    }
  }

  /** Whether so many cost exactly that in all. */
  public boolean costs(Stars stars, int quantity) {
    return (long) offer.price().amount() * quantity == stars.amount();
  }

  /** Whether it is bought by the piece, and never two of it at once. */
  public boolean isOwnedOnce() {
    return switch (good.kind()) {
      case UNLOCK, SUBSCRIPTION -> true;
      case PASS, CONSUMABLE -> false;
    };
  }
}
