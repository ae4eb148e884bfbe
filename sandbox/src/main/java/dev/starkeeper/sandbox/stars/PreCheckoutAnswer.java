package dev.starkeeper.sandbox.stars;

/**
 * What the bot said to a pre-checkout query, and how long it took; {@code error} is empty if ok.
 */
public record PreCheckoutAnswer(String queryId, boolean ok, String error, long millis) {}
