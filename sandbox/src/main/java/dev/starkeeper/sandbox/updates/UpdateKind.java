package dev.starkeeper.sandbox.updates;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of update, named as in {@code allowed_updates}. */
public enum UpdateKind {
  MESSAGE,
  EDITED_MESSAGE,
  CHANNEL_POST,
  EDITED_CHANNEL_POST,
  BUSINESS_CONNECTION,
  BUSINESS_MESSAGE,
  EDITED_BUSINESS_MESSAGE,
  DELETED_BUSINESS_MESSAGES,
  MESSAGE_REACTION,
  MESSAGE_REACTION_COUNT,
  INLINE_QUERY,
  CHOSEN_INLINE_RESULT,
  CALLBACK_QUERY,
  SHIPPING_QUERY,
  PRE_CHECKOUT_QUERY,
  PURCHASED_PAID_MEDIA,
  POLL,
  POLL_ANSWER,
  MY_CHAT_MEMBER,
  CHAT_MEMBER,
  CHAT_JOIN_REQUEST,
  CHAT_BOOST,
  REMOVED_CHAT_BOOST,
  SUBSCRIPTION,
  STOPPED_MESSAGE_GENERATION;

  public String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a bot that lists nothing gets it. */
  boolean isSentByDefault() {
    return switch (this) {
      case CHAT_MEMBER, MESSAGE_REACTION, MESSAGE_REACTION_COUNT -> false;
      default -> true;
    };
  }

  /** How long it waits in the queue to be fetched. */
  Duration retention() {
    return switch (this) {
      case INLINE_QUERY -> Duration.ofSeconds(30);
      case CALLBACK_QUERY, SHIPPING_QUERY, PRE_CHECKOUT_QUERY -> Duration.ofSeconds(150);
      case CHOSEN_INLINE_RESULT -> Duration.ofMinutes(10);
      default -> Duration.ofDays(1);
    };
  }

  /** The kind whose field {@code update} has. */
  public static Optional<UpdateKind> of(JsonObject update) {
    return Arrays.stream(values()).filter(kind -> update.has(kind.fieldName())).findFirst();
  }
}
