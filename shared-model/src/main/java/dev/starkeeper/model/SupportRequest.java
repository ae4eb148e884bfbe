package dev.starkeeper.model;

import java.time.Instant;
import java.util.Optional;

/** What a customer wrote to the merchant about one of his charges, and what came back. */
public record SupportRequest(
    SupportRequestId id,
    TelegramUserId customer,
    ChargeId charge,
    String text,
    Instant createdAt,
    Optional<Answer> answer) {
  /** The longest text that is taken, of either side. */
  public static final int LONGEST = 2000;

  /** Whether the merchant has answered. */
  public enum State {
    OPEN,
    ANSWERED
  }

  /**
   * The merchant's words.
   *
   * @param by who sent them, such as {@code server:shop}
   * @param sentAt when Telegram took them; empty for as long as it does not
   */
  public record Answer(String text, String by, Instant at, Optional<Instant> sentAt) {}

  public State state() {
    return answer.isPresent() ? State.ANSWERED : State.OPEN;
  }
}
