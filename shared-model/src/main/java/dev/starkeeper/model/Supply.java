package dev.starkeeper.model;

/**
 * How much of a product there is to sell.
 *
 * @param stock pieces left, those in a checkout included
 * @param perCustomer pieces that one recipient may have
 */
public record Supply(int stock, int perCustomer) {
  /** Stands for any number. */
  public static final int NONE = Integer.MAX_VALUE;

  public static final Supply UNLIMITED = new Supply(NONE, NONE);

  public Supply {
    if (stock < 0) throw new IllegalArgumentException("stock is below zero: " + stock);
    if (perCustomer < 1) {
      throw new IllegalArgumentException("limitPerCustomer is not at least 1: " + perCustomer);
    }
  }

  public boolean isUnlimited() {
    return equals(UNLIMITED);
  }
}
