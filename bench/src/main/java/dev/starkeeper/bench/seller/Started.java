package dev.starkeeper.bench.seller;

import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.Child;
import dev.starkeeper.launch.ChildLog;
import dev.starkeeper.launch.LaunchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process with an address, from its start until it is ready. */
final class Started implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LAST_WORK = Duration.ofSeconds(15);
  private static final long GLANCE_MILLIS = 2;

  private final Child child;
  private final ChildLog log;
  private final Address address;
  private final Duration took;

  private Started(Child child, ChildLog log, Address address, Duration took) {
    this.child = child;
    this.log = log;
    this.address = address;
    this.took = took;
  }

  /**
   * Returns when it answers at {@code path} that all is well.
   *
   * @param settings with {@code {port}} where its port is to be
   */
  static Started start(
      String name, List<String> command, Map<String, String> settings, Path logs, String path) {
    var address = Address.free();
    var environment = new HashMap<String, String>();
    settings.forEach(
        (key, value) -> environment.put(key, value.replace("{port}", "" + address.port())));
    var log = ChildLog.in(logs.resolve(name + ".log"));
    var began = System.nanoTime();
    var child = Child.start(name, command, environment, log);
    while (!answers(address, path)) {
      var waited = Duration.ofNanos(System.nanoTime() - began);
      if (child.exitStatus().isPresent() || waited.compareTo(LONGEST) > 0) {
        throw new LaunchFailure(name + " does not start:\n" + log.tail());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GLANCE_MILLIS));
    }
    return new Started(child, log, address, Duration.ofNanos(System.nanoTime() - began));
  }

  /**
   * A bare socket: it asks hundreds of times a second, and must not slow down what it waits for.
   */
  private static boolean answers(Address address, String path) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
      var request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.startsWith("HTTP/1.1 ") && !answer.startsWith("HTTP/1.1 5");
    } catch (IOException e) {
      return false; // does not listen yet
    }
  }

  Address address() {
    return address;
  }

  /** From the start of the process to its first good answer. */
  Duration took() {
    return took;
  }

  Seller.Running process() {
    return new Seller.Running(child.name(), child.handle());
  }

  @Override
  public void close() {
    child.askToStop();
    var now = Instant.now();
    child.endBy(now.plus(LAST_WORK), now);
    log.close();
  }
}
