package dev.starkeeper.model;

/**
 * What a merchant sells, as it was in one of its versions.
 *
 * @param version counts up when the offer or the good changes; an invoice names the one it sells
 * @param active whether it can be bought now; a withdrawn product stays readable
 */
public record Product(Sku sku, int version, Offer offer, Good good, boolean active) {

  /** Whether so many cost exactly that in all. */
  public boolean costs(Stars stars, int quantity) {
    return (long) offer.price().amount() * quantity == stars.amount();
  }

  /** Whether buying it twice is pointless. */
  public boolean isOwnedOnce() {
    return good.kind() == ProductKind.UNLOCK;
  }
}
