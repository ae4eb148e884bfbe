package dev.starkeeper.soak;

import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Products;
import dev.starkeeper.launch.Stopped;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The play from its opening to the verdict. */
final class Soak {
  private static final int OF_EACH = 2; // one can serve while the other one is dead

  // The end of the time that is given belongs to the settling, at most a third of it.
  private static final Duration CALM = Duration.ofSeconds(20);
  private static final Duration DATABASE_RUNS = Duration.ofSeconds(15); // and then it does not
  // A task that a killed worker had picked is given to another one after two minutes without a
  // heartbeat; a refund among them is settled only then.
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(4);
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  private final SoakOptions options;
  private final PrintStream out;
  private final InstantSource clock;
  private final CountDownLatch askedToStop;
  private final Ledger ledger = new Ledger();
  private final Instant start;
  private Instant tellNext;

  Soak(SoakOptions options, PrintStream out, InstantSource clock, CountDownLatch askedToStop) {
    this.options = options;
    this.out = out;
    this.clock = clock;
    this.askedToStop = askedToStop;
    this.start = clock.instant();
    this.tellNext = start;
  }

  /** Throws {@link Stopped} when asked to stop before there is a verdict. */
  Report run(Products products, Map<String, String> environment) throws IOException {
    say(
        "seed "
            + options.seed()
            + "; starting PostgreSQL and Telegram, and selling for the first time");
    try (var installation = Installation.start(clock);
        var threads = new Threads()) {
      say("the processes' logs: " + installation.logs());
      var programs = Programs.of(products, environment);
      var opening = open(installation, programs);
      try (var fleet = installation.startFleet(programs, OF_EACH, clock)) {
        fleet.awaitReady(askedToStop);
        say("two of each are ready");
        return run(installation, opening, fleet, threads.service);
      }
    }
  }

  /** With one process of each kind. */
  private Opening open(Installation installation, Programs programs) throws IOException {
    try (var fleet = installation.startFleet(programs.migrating(), 1, clock)) {
      fleet.awaitReady(askedToStop);
      var opening =
          Opening.of(till(installation, fleet), installation.telegram(), ledger, askedToStop);
      opening.leftOut().forEach(what -> say("left out, as this version does not know it: " + what));
      return opening;
    }
  }

  private Till till(Installation installation, Fleet fleet) {
    var calls = new ApiCalls(fleet.apis(), clock, askedToStop);
    return new Till(installation.account(), calls, installation.http(), clock);
  }

  /** Does not wait for what is still under way when it is closed. */
  private static final class Threads implements AutoCloseable {
    private final ExecutorService service = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public void close() {
      service.shutdownNow();
    }
  }

  private Report run(
      Installation installation, Opening opening, Fleet fleet, ExecutorService threads)
      throws IOException {
    var till = till(installation, fleet);
    var telegram = installation.telegram();
    var crowd = new Crowd(opening.wares(), opening.habits(), options.seed(), threads);
    var buyer = new Buyer(till, telegram, ledger, threads, askedToStop);
    var end = clock.instant().plus(options.length()).minus(calm());
    var havoc = new Havoc(clock, askedToStop, end, options.seed());
    say("buyers come, and everything dies");
    var parts =
        List.of(
            threads.submit(() -> crowd.come(buyer, options.rate(), end, clock, askedToStop)),
            threads.submit(() -> havoc.killProcesses(fleet, options.killEvery())),
            threads.submit(() -> havoc.breakDatabase(installation.postgres(), databaseRuns())),
            threads.submit(() -> {
              havoc.spoilTelegram(telegram);
              return havoc;
            }));
    while (!areOver(parts)) {
      Stopped.orRest(askedToStop, GLANCE);
      tellNowAndThen(() -> progress(havoc.toll()));
    }
    fleet.awaitReady(askedToStop);
    var audit = new Audit(telegram, installation.postgres().url(), ledger, till);
    settle(fleet, crowd, audit);
    return report(opening, fleet, havoc, audit);
  }

  private Duration calm() {
    return shorter(options.length().dividedBy(3), CALM);
  }

  private Duration databaseRuns() {
    return shorter(options.length().dividedBy(5), DATABASE_RUNS);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static boolean areOver(List<? extends Future<?>> parts) {
    for (var part : parts) {
      if (part.isDone()) check(part);
    }
    return parts.stream().allMatch(Future::isDone);
  }

  private static void check(Future<?> part) {
    try {
      part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new LaunchFailure("the soak cannot go on: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted", e);
    }
  }

  /** Returns when there is nothing left to wait for, or after the limit. */
  private void settle(Fleet fleet, Crowd crowd, Audit audit) throws IOException {
    say("no more kills and faults: everything settles");
    var deadline = clock.instant().plus(SETTLE_LIMIT);
    while (clock.instant().isBefore(deadline)) {
      fleet.look();
      crowd.mustBeWell();
      var verdict = audit.verdict();
      if (crowd.underWay() == 0 && verdict.isGood()) return;
      tellNowAndThen(() ->
          "settling: %d buyers, %d charges, %d other things under way"
              .formatted(crowd.underWay(), verdict.lost().size(), verdict.disagreements().size()));
      Stopped.orRest(askedToStop, GLANCE);
    }
  }

  private Report report(Opening opening, Fleet fleet, Havoc havoc, Audit audit) throws IOException {
    say("asking every customer's GET /v1/me");
    var verdict = audit.last();
    var damage =
        new Report.Damage(
            havoc.toll(), fleet.diedByThemselves(), audit.receiptsOwed(), opening.leftOut());
    return new Report(options, verdict, ledger.tally(), damage);
  }

  private String progress(Havoc.Toll toll) {
    var tally = ledger.tally();
    return "tried %d, charged %d, declined %d; killed %d APIs, %d workers, %d databases"
        .formatted(
            tally.tried(),
            tally.charged(),
            tally.declines(),
            toll.apis(),
            toll.workers(),
            toll.databaseKills());
  }

  private void tellNowAndThen(Supplier<String> what) {
    if (clock.instant().isBefore(tellNext)) return;
    say(what.get());
    tellNext = clock.instant().plus(TELL_EVERY);
  }

  private void say(String what) {
    var seconds = Duration.between(start, clock.instant()).toSeconds();
    out.println(String.format(Locale.ROOT, "%4d s  %s", seconds, what));
  }
}
