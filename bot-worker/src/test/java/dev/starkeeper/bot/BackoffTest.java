package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({
    "1, 50, 100",
    "2, 100, 200",
    "4, 400, 800",
    "7, 2500, 5000",
    "2000000000, 2500, 5000"
  })
  void pausesDoubleWithinTheirBounds(int failures, long least, long most) {
    var random = new Random(failures);

    for (var i = 0; i < 100; i++) {
      assertThat(BACKOFF.pauseAfter(failures, random))
          .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
    }
  }

  @Test
  void pausesOfTwoProcessesDiffer() {
    assertThat(BACKOFF.pauseAfter(7, new Random(1)))
        .isNotEqualTo(BACKOFF.pauseAfter(7, new Random(2)));
  }
}
