package dev.starkeeper.bot.lead;

import dev.starkeeper.bot.lead.ShareBots.Sight;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.model.BotId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each bot polled by one of the workers that run. A bot's lock is held in a database session of
 * its worker's: a killed worker's is free at once, a frozen or cut-off one's after {@link
 * #IDLE_LIMIT}; one that stops gives it back when its poller has ended.
 */
public final class LeadBots implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeadBots.class);

  /** How soon a standby sees that a lock is free: a buyer waits at the most ten seconds. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** While a poller of ours is about to end, so that another worker can begin. */
  private static final Duration GLANCE = Duration.ofMillis(20);

  /** After which the database ends a session that asks nothing: sixteen looks that were missed. */
  static final Duration IDLE_LIMIT = Duration.ofSeconds(4);

  /** With {@link #LOOK} it is less than {@link Lease#GOOD_FOR}. */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

  private static final Duration STOP_WAIT = Duration.ofSeconds(6); // of the ten a stop may take

  private final DatabaseConfig config;
  private final Map<BotId, Seat> seats = new LinkedHashMap<>();
  private final ShareBots share;
  private final Thread thread;
  private volatile boolean stopping;
  private boolean isAway;

  private LeadBots(
      DatabaseConfig config,
      Map<BotId, Function<Leadership, Poller>> polls,
      Consumer<Throwable> whenBroken) {
    this.config = config;
    polls.forEach((bot, poll) -> seats.put(bot, new Seat(poll)));
    this.share = new ShareBots(seats.keySet());
    this.thread =
        Thread.ofVirtual()
            .name("lead-bots")
            .uncaughtExceptionHandler((_, fault) -> whenBroken.accept(fault))
            .unstarted(this::run);
  }

  /**
   * Begins to look, and to poll what it gets.
   *
   * @param polls starts a bot's poller
   * @param whenBroken is told of what makes it impossible to lead on
   */
  public static LeadBots start(
      DatabaseConfig config,
      Map<BotId, Function<Leadership, Poller>> polls,
      Consumer<Throwable> whenBroken) {
    var lead = new LeadBots(config, polls, whenBroken);
    lead.thread.start();
    return lead;
  }

  private void run() {
    while (!isOver()) leadOnce();
  }

  private void leadOnce() {
    try (var locks = PollerLocks.connect(config, seats.keySet(), ANSWER_LIMIT, IDLE_LIMIT)) {
      if (isAway) log.info("there is a session for the bots' locks again");
      isAway = false;
      lead(locks);
    } catch (SQLException e) {
      lockless(e);
    }
  }

  private boolean isOver() {
    return stopping && seats.values().stream().allMatch(Seat::isEmpty);
  }

  private void lead(PollerLocks locks) throws SQLException {
    while (true) {
      var left = leftSeats();
      if (!left.isEmpty()) locks.release(left);
      if (stopping) seats.values().forEach(Seat::leave);
      if (isOver()) return;
      var askedAt = Lease.nanoTime();
      var sight = locks.look();
      seats.forEach((bot, seat) -> settle(bot, seat, sight, askedAt));
      if (!stopping) follow(share.plan(sight), locks);
      var isLeaving = seats.values().stream().anyMatch(Seat::isLeaving);
      locks.await(isLeaving || stopping ? GLANCE : LOOK);
    }
  }

  /** What the look says of a bot whose poller runs here. */
  private static void settle(BotId bot, Seat seat, Sight sight, long askedAt) {
    if (seat.isEmpty()) return;
    if (sight.isMine(bot)) {
      seat.lease().confirmed(askedAt);
    } else if (sight.holders().containsKey(bot)) {
      log.info("bot {} is polled by another worker", bot.value());
      seat.lease().lost();
      seat.leave();
    }
  }

  private void follow(ShareBots.Plan plan, PollerLocks locks) throws SQLException {
    // Also those that we polled before the session with their locks was lost.
    var wanted = plan.take().stream().filter(bot -> !seat(bot).isLeaving()).toList();
    if (!wanted.isEmpty()) {
      var askedAt = Lease.nanoTime();
      for (var bot : locks.take(wanted)) {
        if (seat(bot).isEmpty()) log.info("polling bot {}", bot.value());
        seat(bot).lease().confirmed(askedAt);
        seat(bot).poll();
      }
    }
    for (var bot : plan.give()) {
      log.info("leaving bot {} to another worker", bot.value());
      seat(bot).leave();
    }
  }

  private Seat seat(BotId bot) {
    var seat = seats.get(bot);
    if (seat == null) throw new IllegalStateException("bot " + bot.value() + " is not served");
    return seat;
  }

  /** The locks of these are to be given back; they went with the session if it was lost. */
  private List<BotId> leftSeats() {
    return seats.entrySet().stream()
        .filter(entry -> entry.getValue().hasLeft())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The session is lost, or there is none to be had. The first time it is asked for anew at once.
   */
  private void lockless(SQLException e) {
    if (!isAway) {
      log.warn("the session with the bots' locks is lost: {}", e.getMessage());
      isAway = true;
      return;
    }
    log.debug("no session for the bots' locks", e);
    seats.values().forEach(seat -> seat.lease().nobodyKnows());
    if (stopping) seats.values().forEach(Seat::leave);
    leftSeats();
    try {
      Thread.sleep(stopping ? GLANCE : LOOK);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the pollers end, each after what it is doing, and gives their locks to other workers. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(STOP_WAIT)) log.warn("polling has not ended within {}", STOP_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
