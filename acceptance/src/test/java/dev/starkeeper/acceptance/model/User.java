package dev.starkeeper.acceptance.model;

import dev.starkeeper.model.TelegramUserId;
import java.util.Locale;

/** Who plays. */
@SuppressWarnings("ImmutableEnumChecker") // an id is a value
enum User {
  ADA(101),
  BOB(102),
  EVE(103);

  private final TelegramUserId id;

  User(long id) {
    this.id = new TelegramUserId(id);
  }

  static User of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  TelegramUserId id() {
    return id;
  }

  String json() {
    return "{\"id\":%d,\"first_name\":\"%s\",\"language_code\":\"en\"}"
        .formatted(id.value(), name());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
