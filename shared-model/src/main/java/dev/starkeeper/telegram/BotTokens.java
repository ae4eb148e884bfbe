package dev.starkeeper.telegram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The tokens of all bots that one installation serves. */
public final class BotTokens {
  private BotTokens() {}

  /**
   * Reads {@code BOT_TOKENS}: separated by commas, line ends or both, each bot once.
   *
   * @throws IllegalArgumentException with every fault, each by its entry's number: what is not of a
   *     token's form may still be a secret
   */
  public static List<BotToken> parse(String text) {
    var faults = new ArrayList<String>();
    var tokens = new ArrayList<BotToken>();
    var bots = new HashSet<Long>();
    var number = 0;
    for (var entry : text.split("[,\\s]+", -1)) {
      if (entry.isEmpty()) continue;
      number++;
      try {
        var token = new BotToken(entry);
        if (!bots.add(token.botId().value())) {
          faults.add("entry " + number + " is of the same bot as an earlier one");
        }
        tokens.add(token);
      } catch (IllegalArgumentException e) {
        faults.add("entry " + number + " is " + e.getMessage());
      }
    }
    if (tokens.isEmpty() && faults.isEmpty()) faults.add("there is no token in it");
    if (!faults.isEmpty()) throw new IllegalArgumentException(String.join("; ", faults));
    return List.copyOf(tokens);
  }
}
