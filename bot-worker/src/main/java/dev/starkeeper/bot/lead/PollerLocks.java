package dev.starkeeper.bot.lead;

import dev.starkeeper.bot.lead.ShareBots.Sight;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.SessionLocks;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.PollerLock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The bots' locks in the database, and that by which a worker shows itself to its equals. */
final class PollerLocks implements AutoCloseable {
  private final SessionLocks locks;
  private final long ofWorker;
  private final Map<Long, BotId> byKey;

  private PollerLocks(SessionLocks locks, long ofWorker, Map<Long, BotId> byKey) {
    this.locks = locks;
    this.ofWorker = ofWorker;
    this.byKey = byKey;
  }

  /** Shows the others that there is another worker for these bots. */
  static PollerLocks connect(
      DatabaseConfig config, Collection<BotId> served, Duration answerLimit, Duration idleLimit)
      throws SQLException {
    var names = served.stream().map(bot -> Long.toString(bot.value())).sorted();
    var hash = names.collect(Collectors.joining(",")).hashCode();
    var locks = SessionLocks.connect(config, answerLimit, idleLimit);
    try {
      var ofWorker = PollerLock.WORKER.key(Integer.toUnsignedLong(hash));
      locks.share(ofWorker);
      var byKey = served.stream().collect(Collectors.toMap(PollerLocks::key, bot -> bot));
      return new PollerLocks(locks, ofWorker, byKey);
    } catch (SQLException e) {
      locks.close();
      throw e;
    }
  }

  Sight look() throws SQLException {
    var holders = new HashMap<BotId, Integer>();
    var equals = new HashSet<Integer>();
    for (var holder : locks.look(PollerLock.BOT.firstByte(), PollerLock.WORKER.firstByte())) {
      if (holder.key() == ofWorker) equals.add(holder.session());
      // Not whatever begins so: a hash by which something else is locked for a moment may.
      var bot = byKey.get(holder.key());
      if (bot != null) holders.put(bot, holder.session());
    }
    return new Sight(locks.session(), equals, holders);
  }

  Set<BotId> take(Collection<BotId> bots) throws SQLException {
    var taken = locks.take(keys(bots));
    return bots.stream().filter(bot -> taken.contains(key(bot))).collect(Collectors.toSet());
  }

  void release(Collection<BotId> bots) throws SQLException {
    locks.release(keys(bots));
  }

  void await(Duration limit) throws SQLException {
    locks.await(limit);
  }

  private static Set<Long> keys(Collection<BotId> bots) {
    return bots.stream().map(PollerLocks::key).collect(Collectors.toSet());
  }

  private static long key(BotId bot) {
    return PollerLock.BOT.key(bot.value());
  }

  @Override
  public void close() throws SQLException {
    locks.close();
  }
}
