package dev.starkeeper.sandbox.control;

import dev.starkeeper.sandbox.stars.User;

/** Reads the user a control speaks of; all but the id may be left out. */
final class UserFields {
  private static final long MAX_ID = (1L << 52) - 1; // the Bot API promises 52 bits

  private UserFields() {}

  static User read(Fields body) {
    var user =
        body.object("user")
            .onlyThese("id", "first_name", "last_name", "username", "language_code", "is_premium");
    var id = user.number("id", 1, MAX_ID);
    return new User(
        id,
        user.optionalText("first_name").orElse(User.nameless(id).firstName()),
        user.optionalText("last_name").orElse(null),
        user.optionalText("username").orElse(null),
        user.optionalText("language_code").orElse(null),
        user.flag("is_premium"));
  }
}
