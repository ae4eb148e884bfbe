package dev.starkeeper.bot.lead;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LeadBotsTest {
  private static final BotId BOT = new BotId(7_000_001);

  private final TestDatabase test = TestDatabase.copy();
  private final DatabaseConfig config = DatabaseConfig.parse(test.url());
  private final List<PlayedWorker> workers = new ArrayList<>();

  @AfterEach
  void close() {
    workers.forEach(PlayedWorker::close);
    test.close();
  }

  @Test
  void oneOfThreePollsAndTheOthersStandBy() throws Exception {
    var three = List.of(worker(BOT), worker(BOT), worker(BOT));

    assertThat(nextOf(three)).isEqualTo("polls " + BOT);
    assertThat(three.stream().filter(worker -> worker.polls(BOT))).hasSize(1);
    assertThat(locks()).isEqualTo(1);
  }

  @Test
  void whoeverStopsHandsOverAfterHisPollerHasEnded() throws Exception {
    var first = worker(BOT);
    assertThat(first.next()).isEqualTo("polls " + BOT);
    var second = worker(BOT);
    first.batch = new CountDownLatch(1);
    var stopping = Thread.ofVirtual().start(first::close);
    assertThat(first.next()).isEqualTo("ends " + BOT);

    // Several looks. (Too short a time on a slow machine proves less, and fails nobody.)
    assertThat(second.told.poll(1, TimeUnit.SECONDS)).isNull();
    first.batch.countDown();

    assertThat(first.next()).isEqualTo("leaves " + BOT);
    assertThat(second.next()).isEqualTo("polls " + BOT);
    stopping.join();
  }

  @Test
  void lostSessionIsReplacedAndThePollerGoesOn() throws Exception {
    var worker = worker(BOT);
    assertThat(worker.next()).isEqualTo("polls " + BOT);
    var leadership = worker.leadership(BOT);

    terminateSessions();

    assertThat(leadership.isOurs()).isTrue();
    awaitLocks(1);
    assertThat(leadership.isOurs()).isTrue();
    assertThat(worker.told).isEmpty();
  }

  @Test
  void whoFindsTheLockTakenAfterHisSessionWasLostLeaves() throws Exception {
    var first = worker(BOT);
    assertThat(first.next()).isEqualTo("polls " + BOT);
    var leadership = first.leadership(BOT);

    try (var thief =
        PollerLocks.connect(config, Set.of(BOT), LeadBots.ANSWER_LIMIT, LeadBots.IDLE_LIMIT)) {
      while (!thief.look().holders().isEmpty()) terminateOthers(thief.look().me());
      assertThat(thief.take(Set.of(BOT))).containsExactly(BOT);

      while (leadership.isOurs()) thief.look(); // so that its session does not end for idleness
    }
    assertThat(first.next()).isEqualTo("ends " + BOT);
    assertThat(first.next()).isEqualTo("leaves " + BOT);
  }

  @Test
  void botsAreSpreadOverWorkersThatCome() throws Exception {
    var bots = LongStream.range(1, 13).mapToObj(BotId::new).toArray(BotId[]::new);
    var first = worker(bots);
    var second = worker(bots);
    var third = worker(bots);

    awaitLoads(first, 4, second, 4, third, 4);
    second.close();
    awaitLoads(first, 6, second, 0, third, 6);

    assertThat(locks()).isEqualTo(12);
  }

  @Test
  void onlyBotsThatAreServedAreTaken() throws Exception {
    var other = new BotId(7_000_002);
    var first = worker(BOT);
    assertThat(first.next()).isEqualTo("polls " + BOT);

    var second = worker(BOT, other);

    assertThat(second.next()).isEqualTo("polls " + other);
    assertThat(second.polls(BOT)).isFalse();
  }

  private static void await(CountDownLatch batch) {
    try {
      batch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PlayedWorker worker(BotId... bots) {
    var worker = new PlayedWorker(bots);
    workers.add(worker);
    return worker;
  }

  private static String nextOf(List<PlayedWorker> workers) throws InterruptedException {
    while (true) {
      for (var worker : workers) {
        var told = worker.told.poll(20, TimeUnit.MILLISECONDS);
        if (told != null) return told;
      }
    }
  }

  private void awaitLoads(
      PlayedWorker first, int a, PlayedWorker second, int b, PlayedWorker third, int c) {
    var deadline = 100_000; // looks at the database
    while (first.load() != a || second.load() != b || third.load() != c) {
      if (deadline-- == 0)
        throw new AssertionError(first.load() + " " + second.load() + " " + third.load());
      locks();
    }
  }

  private long locks() {
    return count("select count(*) from pg_locks" + OF_BOTS);
  }

  private void awaitLocks(int count) {
    var deadline = 100_000;
    while (locks() != count) {
      if (deadline-- == 0) throw new AssertionError(locks() + " locks");
    }
  }

  private static final String OF_BOTS =
      " where locktype = 'advisory' and classid::bigint >> 24 = 66"
          + " and database = (select oid from pg_database where datname = current_database())";

  private void terminateSessions() {
    assertThat(count("select count(pg_terminate_backend(pid)) from pg_locks" + OF_BOTS))
        .isPositive();
  }

  private void terminateOthers(int session) {
    count(
        "select count(pg_terminate_backend(pid)) from pg_locks"
            + OF_BOTS
            + " and pid <> "
            + session);
  }

  private long count(String sql) {
    return test.database()
        .inTransaction(tx -> tx.resultQuery(sql).fetchOptional(0, Long.class).orElseThrow());
  }

  /** Its pollers only say that they run. */
  private final class PlayedWorker implements AutoCloseable {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final Map<BotId, Leadership> leaderships = new ConcurrentHashMap<>();
    volatile CountDownLatch batch = new CountDownLatch(0); // what a poller is at when it is closed
    private final LeadBots lead;

    PlayedWorker(BotId... bots) {
      lead =
          LeadBots.start(
              config,
              List.of(bots).stream().collect(toMap(Function.identity(), this::poll)),
              fault -> told.add("broken: " + fault));
    }

    private Function<Leadership, Poller> poll(BotId bot) {
      return leadership -> {
        leaderships.put(bot, leadership);
        told.add("polls " + bot);
        return () -> {
          leaderships.remove(bot);
          told.add("ends " + bot);
          await(batch);
          told.add("leaves " + bot);
        };
      };
    }

    Leadership leadership(BotId bot) {
      var leadership = leaderships.get(bot);
      if (leadership == null) throw new AssertionError(bot + " is not polled");
      return leadership;
    }

    boolean polls(BotId bot) {
      return leaderships.containsKey(bot);
    }

    int load() {
      return leaderships.size();
    }

    String next() throws InterruptedException {
      var next = told.poll(1, TimeUnit.MINUTES);
      if (next == null) throw new AssertionError("nothing happens");
      return next;
    }

    @Override
    public void close() {
      lead.close();
    }
  }
}
