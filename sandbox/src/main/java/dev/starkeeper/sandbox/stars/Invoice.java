package dev.starkeeper.sandbox.stars;

import java.util.concurrent.atomic.AtomicInteger;

/** An invoice: anyone may pay it, any number of times, also at once. */
public record Invoice(String slug, InvoiceTerms terms, AtomicInteger timesPaid) {
  private static final String PREFIX = "https://t.me/$";

  public String link() {
    return linkOf(slug);
  }

  public static String linkOf(String slug) {
    return PREFIX + slug;
  }
}
