package dev.starkeeper.soak;

import dev.starkeeper.launch.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Kills processes, restarts and kills PostgreSQL, and spoils the way to Telegram. */
final class Havoc {
  private static final Duration BEAT = Duration.ofMillis(50);
  private static final Duration NEW_FAULTS = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(200); // when nobody is up to be killed
  // On a machine where a start takes long nothing would ever be up, and so nothing be tested.
  private static final double MERCY = 0.75;
  private static final Duration LONGEST_MERCY = Duration.ofMillis(600);

  /** So many of each were survived. */
  record Toll(int apis, int workers, int databaseKills, int databaseRestarts, int faultPlans) {
    int kills() {
      return apis + workers + databaseKills;
    }
  }

  private final InstantSource clock;
  private final CountDownLatch askedToStop;
  private final Instant end;
  private final long seed;
  private final AtomicInteger apis = new AtomicInteger();
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicInteger databaseKills = new AtomicInteger();
  private final AtomicInteger databaseRestarts = new AtomicInteger();
  private final AtomicInteger faultPlans = new AtomicInteger();

  /** Until {@code end}; each of the three has its own random choices, made from the seed. */
  Havoc(InstantSource clock, CountDownLatch askedToStop, Instant end, long seed) {
    this.clock = clock;
    this.askedToStop = askedToStop;
    this.end = end;
    this.seed = seed;
  }

  Toll toll() {
    return new Toll(
        apis.get(), workers.get(), databaseKills.get(), databaseRestarts.get(), faultPlans.get());
  }

  void killProcesses(Fleet fleet, Duration every) {
    var random = new SplittableRandom(seed + 1);
    var next = clock.instant().plus(jittered(every, random));
    var mercy = true;
    while (goesOn()) {
      Stopped.orRest(askedToStop, BEAT);
      fleet.look();
      var now = clock.instant();
      if (now.isBefore(next)) continue;
      var victim = fleet.killOne(random, mercy && now.isBefore(next.plus(LONGEST_MERCY)));
      if (victim.isEmpty()) {
        Stopped.orRest(askedToStop, RETRY);
        continue;
      }
      count(victim.get());
      next = now.plus(jittered(every, random));
      mercy = random.nextDouble() < MERCY;
    }
  }

  private void count(Fleet.Victim victim) {
    switch (victim) {
      case API -> apis.incrementAndGet();
      case WORKER -> workers.incrementAndGet();
    }
  }

  void breakDatabase(DurablePostgres postgres, Duration every) {
    var random = new SplittableRandom(seed + 2);
    while (true) {
      var pause = jittered(every, random);
      if (clock.instant().plus(pause).isAfter(end)) return;
      Stopped.orRest(askedToStop, pause);
      if (random.nextBoolean()) {
        postgres.kill();
        databaseKills.incrementAndGet();
      } else {
        postgres.restart();
        databaseRestarts.incrementAndGet();
      }
    }
  }

  void spoilTelegram(PlayedTelegram telegram) throws IOException {
    var random = new SplittableRandom(seed + 3);
    while (goesOn()) {
      telegram.plant(Faults.random(random));
      faultPlans.incrementAndGet();
      Stopped.orRest(askedToStop, jittered(NEW_FAULTS, random));
    }
    telegram.plant(Faults.none());
  }

  private boolean goesOn() {
    return clock.instant().isBefore(end);
  }

  /** Half to one and a half times {@code usual}. */
  private static Duration jittered(Duration usual, RandomGenerator random) {
    return Duration.ofMillis((long) (usual.toMillis() * (0.5 + random.nextDouble())));
  }
}
