package dev.starkeeper.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SendPaceTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final TelegramUserId ADA = new TelegramUserId(42);
  private static final TelegramUserId BEN = new TelegramUserId(43);

  private final SendPace pace = new SendPace();

  @Test
  void chatGetsOneASecond() {
    assertThat(pace.take(ADA, NOON, PATIENCE)).isEqualTo(Duration.ZERO);
    assertThat(pace.take(ADA, NOON, PATIENCE)).isEqualTo(SECOND);
    assertThat(pace.take(ADA, NOON.plusMillis(500), PATIENCE)).isEqualTo(Duration.ofMillis(1500));
    assertThat(pace.take(ADA, NOON.plusSeconds(9), PATIENCE)).isEqualTo(Duration.ZERO);
  }

  @Test
  void allTogetherGetThirtyASecond() {
    var last = Duration.ZERO;
    for (var chat = 1; chat <= 31; chat++) {
      last = pace.take(new TelegramUserId(chat), NOON, PATIENCE);
    }

    assertThat(last).isBetween(SECOND.minusMillis(1), SECOND);
  }

  @Test
  void whoHasNoPatienceTakesNoPlace() {
    pace.take(ADA, NOON, PATIENCE);

    assertThat(pace.take(ADA, NOON, Duration.ofMillis(999))).isEqualTo(SECOND);
    assertThat(pace.take(ADA, NOON, Duration.ofMillis(999))).isEqualTo(SECOND);
    assertThat(pace.take(ADA, NOON.plus(SECOND), Duration.ZERO)).isEqualTo(Duration.ZERO);
  }

  @Test
  void allWaitWhileTelegramWantsThemTo() {
    pace.hold(NOON.plusSeconds(17));
    pace.hold(NOON.plusSeconds(3)); // another answer to a call made before: not sooner for that

    assertThat(pace.take(ADA, NOON, PATIENCE)).isEqualTo(Duration.ofSeconds(17));
    assertThat(pace.take(BEN, NOON.plusSeconds(16), PATIENCE)).isEqualTo(SECOND);
  }

  @Test
  void chatsWhoseSecondIsOverAreForgotten() {
    for (var chat = 1; chat <= 10_000; chat++) {
      pace.take(new TelegramUserId(chat), NOON, Duration.ofHours(1));
    }

    pace.take(ADA, NOON.plus(Duration.ofHours(1)), PATIENCE);

    assertThat(pace.remembered()).isEqualTo(1);
  }
}
