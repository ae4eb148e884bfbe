package dev.starkeeper.soak;

import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The processes under test. Whoever of them dies is started again at once. */
final class Fleet implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(5); // a busy machine
  private static final Duration GLANCE = Duration.ofMillis(100);
  // They drain within ten seconds; those that leave a cache then take some more to make it.
  private static final int BAD_CONFIGURATION = 2;
  // Now and then one that has not come up yet.
  private static final double KILLED_WHILE_STARTING = 0.1;

  private final List<Member> apis;
  private final List<Member> workers;
  private final JsonHttp http;
  private final InstantSource clock;
  private final AtomicInteger diedByThemselves = new AtomicInteger();

  Fleet(List<Member> apis, List<Member> workers, JsonHttp http, InstantSource clock) {
    this.apis = List.copyOf(apis);
    this.workers = List.copyOf(workers);
    this.http = http;
    this.clock = clock;
  }

  List<Address> apis() {
    return apis.stream().map(Member::address).toList();
  }

  int diedByThemselves() {
    return diedByThemselves.get();
  }

  /**
   * Which kind was killed; empty when nobody could be.
   *
   * @param mercy keeps the last of its kind that is up
   */
  Optional<Victim> killOne(RandomGenerator random, boolean mercy) {
    var anyone = !mercy && random.nextDouble() < KILLED_WHILE_STARTING;
    var members = new ArrayList<>(all());
    while (!members.isEmpty()) {
      var member = members.remove(random.nextInt(members.size()));
      var kind = apis.contains(member) ? apis : workers;
      if (!anyone && !member.isUp(http)) continue;
      if (mercy && kind.stream().noneMatch(other -> other != member && other.isUp(http))) continue;
      member.kill(clock.instant());
      return Optional.of(apis.contains(member) ? Victim.API : Victim.WORKER);
    }
    return Optional.empty();
  }

  /** What can be killed. */
  enum Victim {
    API,
    WORKER
  }

  /** Starts those again that have ended by themselves. */
  void look() {
    for (var member : all()) {
      var status = member.exitStatus();
      if (status.isEmpty()) continue;
      if (status.getAsInt() == BAD_CONFIGURATION) {
        throw new LaunchFailure(member.name() + " cannot use its settings:\n" + member.lastWords());
      }
      diedByThemselves.incrementAndGet();
      member.startAgain();
    }
  }

  /** Throws {@link LaunchFailure} if one of them is not ready within five minutes. */
  void awaitReady(CountDownLatch askedToStop) {
    var deadline = clock.instant().plus(READY_LIMIT);
    for (var member : all()) awaitReady(member, deadline, askedToStop);
  }

  private void awaitReady(Member member, Instant deadline, CountDownLatch askedToStop) {
    while (!member.isReady(http)) {
      look();
      if (clock.instant().isAfter(deadline)) {
        throw new LaunchFailure(
            member.name() + " is not ready after five minutes:\n" + member.lastWords());
      }
      Stopped.orRest(askedToStop, GLANCE);
    }
  }

  private List<Member> all() {
    var all = new ArrayList<>(apis);
    all.addAll(workers);
    return all;
  }

  private void endBy(Instant deadline) {
    for (var member : all()) member.endBy(deadline, clock.instant());
  }

  /** They have been killed hundreds of times: once more does no harm. */
  @Override
  public void close() {
    endBy(clock.instant());
    for (var member : all()) member.close();
  }
}
