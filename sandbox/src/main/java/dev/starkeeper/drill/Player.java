package dev.starkeeper.drill;

import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.Child;
import dev.starkeeper.launch.ChildLog;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.LaunchFailure;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A process with a part in the drill, through all its lives. */
final class Player implements AutoCloseable {
  private static final Pattern POLLS = Pattern.compile("polling bot (\\d+)");
  private static final Pattern STANDS_BY =
      Pattern.compile("(?:leaving bot|bot) (\\d+) (?:to|is polled by) another worker");
  private static final int STOP_SECONDS = 30; // ten to drain, on a machine that may be slow

  private final String name;
  private final Address address;
  private final ChildLog log;
  private final Function<Consumer<String>, Child> start;
  private final InstantSource clock;
  private final Set<Long> polled = ConcurrentHashMap.newKeySet();
  private Child child;

  /** Starts it. {@code start} is asked again for each further life. */
  Player(
      String name,
      Address address,
      ChildLog log,
      Function<Consumer<String>, Child> start,
      InstantSource clock) {
    this.name = name;
    this.address = address;
    this.log = log;
    this.start = start;
    this.clock = clock;
    this.child = start.apply(this::hear);
  }

  private void hear(String line) {
    log.accept(line);
    var begins = POLLS.matcher(line);
    if (begins.find()) polled.add(Long.valueOf(begins.group(1)));
    var ends = STANDS_BY.matcher(line);
    if (ends.find()) polled.remove(Long.valueOf(ends.group(1)));
  }

  String name() {
    return name;
  }

  Address address() {
    return address;
  }

  /** The bots it polls, as far as it has said. */
  Set<Long> polled() {
    return Set.copyOf(polled);
  }

  boolean isReady(JsonHttp http) {
    if (child.exitStatus().isPresent()) {
      throw new LaunchFailure(name + " has ended:\n" + log.tail());
    }
    try {
      return http.get(address.uri("/readyz"), "").status() == 200;
    } catch (IOException e) {
      return false; // does not listen yet
    }
  }

  /** SIGKILL. */
  void kill() {
    endBy(clock.instant());
  }

  /** SIGTERM, as an operator's tool does it. */
  void stop() {
    child.askToStop();
    endBy(clock.instant().plusSeconds(STOP_SECONDS));
    if (!child.exitStatus().equals(OptionalInt.of(0))) {
      throw new LaunchFailure(name + " does not stop well:\n" + log.tail());
    }
  }

  private void endBy(Instant deadline) {
    child.endBy(deadline, clock.instant());
    polled.clear();
  }

  /** Its next life. */
  void start() {
    child = start.apply(this::hear);
  }

  /** SIGSTOP: it stays where it is, with all its connections. */
  void freeze() {
    child.signal("STOP");
  }

  /** SIGCONT. */
  void wake() {
    child.signal("CONT");
  }

  @Override
  public void close() {
    kill();
    log.close();
  }
}
