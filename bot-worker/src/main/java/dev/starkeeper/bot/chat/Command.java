package dev.starkeeper.bot.chat;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody typed or what a deep link typed for him, such as {@code /start buy_sword}.
 *
 * @param name in lower case, without the slash
 * @param argument what stands behind it; may be empty
 */
record Command(String name, String argument) {
  // Which bot it names does not matter: nobody else is in a private chat.
  private static final Pattern FORM =
      Pattern.compile("/([A-Za-z0-9_]{1,64})(?:@[A-Za-z0-9_]{1,64})?(?:\\s+(.*))?", Pattern.DOTALL);

  /** Empty for what is no command. */
  static Optional<Command> parse(String text) {
    var parts = FORM.matcher(text.strip());
    if (!parts.matches()) return Optional.empty();
    var argument = parts.group(2) == null ? "" : parts.group(2).strip();
    return Optional.of(new Command(parts.group(1).toLowerCase(Locale.ROOT), argument));
  }
}
