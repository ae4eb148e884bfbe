package dev.starkeeper.soak;

import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls any of the API processes, and the next one while there is no answer that is final. */
public final class ApiCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // more than any outage here
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  // The request came too slowly, or there were too many: neither says anything about the request.
  private static final Set<Integer> AGAIN = Set.of(408, 429);
  private static final int FIRST_SERVER_ERROR = 500;

  private final List<Address> apis;
  private final InstantSource clock;
  private final CountDownLatch askedToStop;
  private final AtomicInteger next = new AtomicInteger();

  public ApiCalls(List<Address> apis, InstantSource clock, CountDownLatch askedToStop) {
    this.apis = List.copyOf(apis);
    this.clock = clock;
    this.askedToStop = askedToStop;
  }

  @FunctionalInterface
  interface Call {
    JsonHttp.Answer to(Address api) throws IOException;
  }

  /**
   * The first final answer; empty when there was none within a minute. The call may have been made
   * any number of times.
   */
  Optional<JsonHttp.Answer> untilAnswered(Call call) {
    var deadline = clock.instant().plus(PATIENCE);
    var pause = FIRST_PAUSE;
    while (clock.instant().isBefore(deadline)) {
      try {
        var answer = call.to(apis.get(Math.floorMod(next.getAndIncrement(), apis.size())));
        if (isFinal(answer.status())) return Optional.of(answer);
      } catch (IOException e) {
        // Killed before it answered, or not up yet: what it did is not known.
      }
      Stopped.orRest(askedToStop, pause);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
    return Optional.empty();
  }

  private static boolean isFinal(int status) {
    return status < FIRST_SERVER_ERROR && !AGAIN.contains(status);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
