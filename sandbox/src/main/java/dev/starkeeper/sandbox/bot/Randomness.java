package dev.starkeeper.sandbox.bot;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where a bot's names and choices come from: unforeseeable, or all of them from one seed. Each part
 * has a stream of its own, so that what one does is not changed by what another did meanwhile.
 */
public record Randomness(OptionalLong seed) {
  public static final Randomness UNFORESEEABLE = new Randomness(OptionalLong.empty());

  private static final SecureRandom SECURE = new SecureRandom();

  public static Randomness from(long seed) {
    return new Randomness(OptionalLong.of(seed));
  }

  /** Nothing where {@code seed} is not a whole number. */
  public static Optional<Randomness> parse(String seed) {
    try {
      return Optional.of(from(Long.parseLong(seed)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The same seed and bot and part give the same stream; its user guards it. */
  RandomGenerator of(BotToken bot, String part) {
    if (seed.isEmpty()) return SECURE;
    return new SplittableRandom(mixed(seed.getAsLong(), bot.botId(), part.hashCode()));
  }

  /** Of fault plans that name no seed: without one here they are all alike. */
  long faultSeed(BotToken bot) {
    return seed.isEmpty() ? 0 : of(bot, "faults").nextLong();
  }

  /** For the bot's next beginning: else it would repeat charge ids that its owner has seen. */
  Randomness next() {
    return seed.isEmpty() ? this : from(mixed(seed.getAsLong(), 1, 1));
  }

  private static long mixed(long seed, long bot, long part) {
    return new SplittableRandom(new SplittableRandom(seed + bot).nextLong() ^ part).nextLong();
  }
}
