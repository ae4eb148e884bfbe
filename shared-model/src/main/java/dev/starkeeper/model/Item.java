package dev.starkeeper.model;

/** What an invoice sells: so many of one version of a product, for {@code stars} in all. */
public record Item(
    Sku sku, int productVersion, String title, Good good, int quantity, Stars stars) {
  private static final int MOST = 100_000; // one Star each is then the dearest invoice there is

  public Item {
    if (quantity < 1 || quantity > MOST) {
      throw new IllegalArgumentException("quantity is not from 1 to " + MOST + ": " + quantity);
    }
    if (stars.amount() > Stars.MOST) {
      throw new IllegalArgumentException(
          "an invoice is at most " + Stars.MOST + " Stars: " + stars.amount());
    }
  }

  /**
   * {@code quantity} pieces of {@code product} at its present price.
   *
   * @throws IllegalArgumentException if that many cannot be sold at once
   */
  public static Item of(Product product, int quantity) {
    if (product.isOwnedOnce() && quantity != 1) {
      throw new IllegalArgumentException(
          "quantity is not 1, and this product is sold one at a time");
    }
    if (quantity < 1 || (long) quantity * product.offer().price().amount() > Stars.MOST) {
      throw new IllegalArgumentException(
          "quantity does not come to between 1 and " + Stars.MOST + " Stars: " + quantity);
    }
    return new Item(
        product.sku(),
        product.version(),
        product.offer().title(),
        product.good(),
        quantity,
        product.offer().price().times(quantity));
  }
}
