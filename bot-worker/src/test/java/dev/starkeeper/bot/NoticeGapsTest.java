package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class NoticeGapsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  private final AtomicInteger asked = new AtomicInteger();
  private final NoticeGaps gaps = new NoticeGaps(asked::incrementAndGet, now::get);

  @Test
  void undisturbedPollsAreNoGap() {
    for (var poll = 0; poll < 10; poll++) {
      pass(Duration.ofSeconds(65));
      gaps.answered();
    }

    assertThat(asked).hasValue(0);
  }

  @Test
  void twoMinutesWithoutAnAnswerAreAGap() {
    pass(Duration.ofSeconds(121));
    gaps.answered();
    gaps.answered();

    assertThat(asked).hasValue(1);
  }

  @Test
  void somebodyElsePollingIsAGapOnceAMinute() {
    for (var second = 0; second < 100; second++) {
      gaps.disturbed();
      pass(Duration.ofSeconds(1));
      gaps.answered();
    }

    assertThat(asked).hasValue(2);
  }

  @Test
  void aGapIsNotForgottenWhenTheDatabaseIsAway() {
    var away =
        new NoticeGaps(
            () -> {
              if (asked.incrementAndGet() == 1) throw new IllegalStateException("away");
            },
            now::get);
    pass(Duration.ofHours(30));
    assertThatThrownBy(away::answered).hasMessage("away");

    away.answered();
    away.answered();

    assertThat(asked).hasValue(2);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
