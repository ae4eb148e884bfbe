package dev.starkeeper.model;

/** What a pre-checkout says will be charged. Not yet believed: any currency, any number. */
public record Amount(String currency, long total) {
  public boolean is(Stars price) {
    return currency.equals(Stars.CURRENCY) && total == price.amount();
  }
}
