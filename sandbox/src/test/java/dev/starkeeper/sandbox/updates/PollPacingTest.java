package dev.starkeeper.sandbox.updates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PollPacingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final PollPacing pacing = new PollPacing(HOUR);

  @Test
  void sameOffsetAgainWaitsForTheWindow() {
    assertThat(pacing.paced(request(7, 1))).isEqualTo(request(7, 1));

    assertThat(pacing.paced(request(7, 1)).timeout()).isEqualTo(HOUR);
    assertThat(pacing.paced(request(8, 1))).isEqualTo(request(8, 1));
    assertThat(pacing.paced(request(8, 7200)).timeout()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void firstConflictIsToldAtOnceAndTheNextIsHeldBack() {
    assertThat(pacing.conflictDelayNanos()).isZero();
    assertThat(pacing.conflictDelayNanos()).isEqualTo(HOUR.toNanos());
  }

  @Test
  void withoutAWindowNothingWaits() {
    var none = new PollPacing(Duration.ZERO);
    none.paced(request(7, 0));

    assertThat(none.paced(request(7, 0))).isEqualTo(request(7, 0));
    assertThat(none.conflictDelayNanos()).isZero();
    assertThat(none.conflictDelayNanos()).isZero();
  }

  private static GetUpdates request(int offset, long seconds) {
    return new GetUpdates(offset, 100, Duration.ofSeconds(seconds), Optional.empty());
  }
}
