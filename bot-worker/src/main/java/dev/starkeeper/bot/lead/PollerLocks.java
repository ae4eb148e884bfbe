package dev.starkeeper.bot.lead;

import dev.starkeeper.bot.lead.ShareBots.Sight;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.SessionLocks;
import dev.starkeeper.model.BotId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bots' locks in the database. A lock's key is a letter for what it is of and 56 bits: of a bot
 * its id, and of a worker, which shares it with its equals, a hash of the bots it serves.
 */
final class PollerLocks implements AutoCloseable {
  private static final int OF_BOT = 'B';
  private static final int OF_WORKER = 'W';
  private static final int BITS = 56;
  private static final long MASK = (1L << BITS) - 1;

  private final SessionLocks locks;
  private final long ofWorker;

  private PollerLocks(SessionLocks locks, long ofWorker) {
    this.locks = locks;
    this.ofWorker = ofWorker;
  }

  /** Shows the others that there is another worker for these bots. */
  static PollerLocks connect(
      DatabaseConfig config, Collection<BotId> served, Duration answerLimit, Duration idleLimit)
      throws SQLException {
    var names = served.stream().map(bot -> Long.toString(bot.value())).sorted();
    var hash = names.collect(Collectors.joining(",")).hashCode();
    var locks = SessionLocks.connect(config, answerLimit, idleLimit);
    try {
      var ofWorker = key(OF_WORKER, Integer.toUnsignedLong(hash));
      locks.share(ofWorker);
      return new PollerLocks(locks, ofWorker);
    } catch (SQLException e) {
      locks.close();
      throw e;
    }
  }

  Sight look() throws SQLException {
    var holders = new HashMap<BotId, Integer>();
    var equals = new HashSet<Integer>();
    for (var holder : locks.look(OF_BOT, OF_WORKER)) {
      if (holder.key() == ofWorker) equals.add(holder.session());
      if (holder.key() >>> BITS == OF_BOT) {
        holders.put(new BotId(holder.key() & MASK), holder.session());
      }
    }
    return new Sight(locks.session(), equals, holders);
  }

  Set<BotId> take(Collection<BotId> bots) throws SQLException {
    return locks.take(keys(bots)).stream()
        .map(key -> new BotId(key & MASK))
        .collect(Collectors.toSet());
  }

  void release(Collection<BotId> bots) throws SQLException {
    locks.release(keys(bots));
  }

  void await(Duration limit) throws SQLException {
    locks.await(limit);
  }

  private static Set<Long> keys(Collection<BotId> bots) {
    return bots.stream().map(bot -> key(OF_BOT, bot.value())).collect(Collectors.toSet());
  }

  private static long key(int what, long which) {
    return (long) what << BITS | which;
  }

  @Override
  public void close() throws SQLException {
    locks.close();
  }
}
