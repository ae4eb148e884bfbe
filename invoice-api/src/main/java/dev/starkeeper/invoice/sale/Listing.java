package dev.starkeeper.invoice.sale;

import dev.starkeeper.model.Good;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Supply;

/** A product as the merchant describes it: everything but its name and its history. */
public record Listing(Offer offer, Good good, boolean active, Supply supply) {
  boolean sellsTheSameAs(Product product) {
    return offer.equals(product.offer()) && good.equals(product.good());
  }
}
