package dev.starkeeper.soak.book;

import java.util.List;
import java.util.Map;

/**
 * What buyers asked for, did and saw.
 *
 * @param refundsPromised charge ids whose refund the API accepted
 * @param owned what the API told each customer in the end; empty while that was not asked
 */
public record BuyersBook(
    List<Order> orders, List<String> charged, List<String> refundsPromised, List<Owned> owned) {

  /** An invoice that somebody was given a link for, and what he is to get when he pays it. */
  public record Order(String invoice, long buyer, String what, long amount) {}

  /** All that {@code GET /v1/me} says a customer has. */
  public record Owned(long customer, Map<String, Long> things) {}
}
