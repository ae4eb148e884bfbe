package dev.starkeeper.launch;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Waits until a product says that it is ready. */
final class Readiness {
  private static final Duration LIMIT = Duration.ofSeconds(60); // a busy machine, a first start
  private static final Duration REST = Duration.ofMillis(50);

  private final JsonHttp http;
  private final InstantSource clock;
  private final CountDownLatch askedToStop;

  Readiness(JsonHttp http, InstantSource clock, CountDownLatch askedToStop) {
    this.http = http;
    this.clock = clock;
    this.askedToStop = askedToStop;
  }

  /** Throws {@link LaunchFailure} if the child ends, or is not ready within a minute. */
  void await(Child child, Address address, ChildLog log) {
    var deadline = clock.instant().plus(LIMIT);
    while (!isReady(address)) {
      var status = child.exitStatus();
      if (status.isPresent()) {
        throw new LaunchFailure(
            child.name() + " ended with status " + status.getAsInt() + ":\n" + log.tail());
      }
      if (clock.instant().isAfter(deadline)) {
        throw new LaunchFailure(
            child.name() + " is not ready after a minute. It said:\n" + log.tail());
      }
      Stopped.orRest(askedToStop, REST);
    }
  }

  private boolean isReady(Address address) {
    try {
      return http.get(address.uri("/readyz"), "").status() == 200;
    } catch (IOException e) {
      return false; // does not listen yet
    }
  }
}
