package dev.starkeeper.model;

/**
 * The Bot API's {@code BotSubscriptionUpdated} (10.2). It has no date, no charge and no end: the
 * payload alone says which subscription it is.
 */
public record SubscriptionUpdate(
    long updateId, TelegramUser user, String invoicePayload, State state) {

  /** The Bot API's {@code state}. */
  public enum State {
    /** The buyer turned renewal off. */
    CANCELED,
    /** He turned it on again. */
    ACTIVE,
    /** A month could not be charged. */
    FAILED
  }
}
