package dev.starkeeper.soak;

import dev.starkeeper.launch.Products;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the processes under test are started. */
public record Programs(Products products, Map<String, String> settings) {
  /** With nothing but what they are started with anyhow. */
  public static Programs of(Products products, Map<String, String> environment) {
    return new Programs(products, Products.harmless(environment));
  }

  /** They bring the schema up to date first. */
  Programs migrating() {
    var migrating = new HashMap<>(settings);
    migrating.put("MIGRATE_ON_START", "true");
    return new Programs(products, migrating);
  }

  public List<String> api() {
    return products.command(products.invoiceApi());
  }

  public List<String> worker() {
    return products.command(products.botWorker());
  }
}
