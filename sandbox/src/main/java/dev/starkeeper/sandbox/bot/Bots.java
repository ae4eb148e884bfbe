package dev.starkeeper.sandbox.bot;

import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All bots: each well-formed token is one, from the first time it is heard of. */
public final class Bots implements AutoCloseable {
  private final ConcurrentHashMap<BotToken, Bot> byToken = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Timing timing;
  private final Randomness randomness;

  public Bots(InstantSource clock, Timing timing, Randomness randomness) {
    this.clock = clock;
    this.timing = timing;
    this.randomness = randomness;
  }

  public Bot get(BotToken token) {
    return byToken.computeIfAbsent(token, unheard -> fresh(unheard, randomness));
  }

  /** Of each one that was ever heard of. */
  public List<BotToken> tokens() {
    return byToken.keySet().stream().sorted(comparingLong(BotToken::botId)).toList();
  }

  /** The time of the sandbox itself, whatever its bots' clocks say. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Starts that bot anew with empty books; whoever waits for the old one is let go. Unless a
   * randomness is wanted, its names are new ones, though a seed that was given foretells them.
   */
  public void reset(BotToken token, Optional<Randomness> wanted) {
    var next = wanted.orElseGet(() -> get(token).randomness().next());
    var old = byToken.put(token, fresh(token, next));
    if (old != null) old.close();
  }

  private Bot fresh(BotToken token, Randomness chosen) {
    return new Bot(token, new BotClock(clock), timing, chosen);
  }

  @Override
  public void close() {
    byToken.values().forEach(Bot::close);
  }
}
