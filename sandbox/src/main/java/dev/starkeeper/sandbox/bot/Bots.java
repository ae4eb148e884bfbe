package dev.starkeeper.sandbox.bot;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** All bots: each well-formed token is one, from the first time it is heard of. */
public final class Bots implements AutoCloseable {
  private final ConcurrentHashMap<BotToken, Bot> byToken = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Timing timing;

  public Bots(InstantSource clock, Timing timing) {
    this.clock = clock;
    this.timing = timing;
  }

  public Bot get(BotToken token) {
    return byToken.computeIfAbsent(token, this::fresh);
  }

  /** Starts that bot anew with empty books; whoever waits for the old one is let go. */
  public void reset(BotToken token) {
    var old = byToken.put(token, fresh(token));
    if (old != null) old.close();
  }

  private Bot fresh(BotToken token) {
    return new Bot(token, clock, timing);
  }

  @Override
  public void close() {
    byToken.values().forEach(Bot::close);
  }
}
