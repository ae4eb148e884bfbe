package dev.starkeeper.soak;

import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.Child;
import dev.starkeeper.launch.ChildLog;
import dev.starkeeper.launch.JsonHttp;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Function;

/** One process of the fleet, through all its lives. */
final class Member implements AutoCloseable {
  private final String name;
  private final Address address;
  private final ChildLog log;
  private final Function<ChildLog, Child> start;
  private Child child;
  private boolean isOver;

  /** Starts it. {@code start} is asked again for each further life. */
  Member(String name, Address address, ChildLog log, Function<ChildLog, Child> start) {
    this.name = name;
    this.address = address;
    this.log = log;
    this.start = start;
    this.child = start.apply(log);
  }

  String name() {
    return name;
  }

  Address address() {
    return address;
  }

  /** The last it said. */
  String lastWords() {
    return log.tail();
  }

  /** It listens, whatever it thinks of its database. */
  boolean isUp(JsonHttp http) {
    return answers(http, "/healthz");
  }

  boolean isReady(JsonHttp http) {
    return answers(http, "/readyz");
  }

  private boolean answers(JsonHttp http, String path) {
    try {
      return http.get(address.uri(path), "").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL, and the next life. */
  synchronized void kill(Instant now) {
    if (isOver) return;
    child.endBy(now, now);
    child = start.apply(log);
  }

  /** With which status it has ended by itself. */
  synchronized OptionalInt exitStatus() {
    return isOver ? OptionalInt.empty() : child.exitStatus();
  }

  synchronized void startAgain() {
    if (!isOver) child = start.apply(log);
  }

  /** Waits until {@code deadline} at most; SIGKILL if that was not enough. It was its last life. */
  synchronized void endBy(Instant deadline, Instant now) {
    isOver = true;
    child.endBy(deadline, now);
  }

  @Override
  public void close() {
    log.close();
  }
}
