package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three days of attempts, on a clock that is moved to each. */
final class RetryScheduleTest {
  private final Merchant merchant = new Merchant();
  private final Receiver receiver = merchant.receiver();

  @AfterEach
  void close() {
    merchant.close();
  }

  @Test
  void tenAttemptsOverThreeDaysThenItIsDeadAndStaysSo() {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    var start = merchant.now.get();
    receiver.behaviour = status("500 Down");

    var pauses = new ArrayList<Long>();
    Optional<Instant> next = Optional.of(start);
    while (next.isPresent()) {
      var at = next.get();
      next = merchant.runAt(hook, at);
      next.ifPresent(then -> pauses.add(Duration.between(at, then).toSeconds()));
    }

    assertThat(receiver.received).hasSize(RetrySchedule.ATTEMPTS).hasSize(10);
    var expected = new long[] {5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400};
    assertThat(pauses).hasSize(expected.length);
    for (var i = 0; i < expected.length; i++) {
      assertThat((double) pauses.get(i)).isBetween(expected[i] * 0.9 - 1, expected[i] * 1.1 + 1);
    }
    assertThat(Duration.between(start, merchant.now.get())).isGreaterThan(Duration.ofHours(68));
    assertThat(merchant.row("select state || ' ' || attempts from webhook_delivery"))
        .isEqualTo("DEAD 10");
    assertThat(merchant.runAt(hook, merchant.now.get().plus(Duration.ofDays(9)))).isEmpty();
    assertThat(receiver.received).hasSize(10);
  }

  @Test
  void receiverThatIsBackAfterADayGetsAllThatHappened() {
    var hook = merchant.endpoint(receiver.url());
    receiver.behaviour = (_, _) -> {}; // closes each connection
    var start = merchant.now.get();
    merchant.happens(3);
    for (var hour = 0; hour < 24; hour++) {
      merchant.runAt(hook, start.plus(Duration.ofHours(hour)));
      if (hour == 12) merchant.happens(4);
    }

    receiver.behaviour = status("200 OK");
    receiver.received.clear();
    merchant.runAt(hook, start.plus(Duration.ofDays(2)));

    assertThat(receiver.received)
        .extracting(one -> one.header("webhook-id"))
        .containsExactlyInAnyOrder(
            "evt_7000001_1",
            "evt_7000001_2",
            "evt_7000001_3",
            "evt_7000001_4",
            "evt_7000001_5",
            "evt_7000001_6",
            "evt_7000001_7");
    assertThat(merchant.rows("select distinct state from webhook_delivery"))
        .containsExactly("DELIVERED");
  }

  @Test
  void pausesAreSpreadAndTheReceiversWishIsHeardWithinADay() {
    var random = RandomGenerator.of("L64X128MixRandom");
    var hour = Optional.of(Duration.ofHours(1));

    assertThat(RetrySchedule.pauseAfter(2, Optional.empty(), random))
        .isNotEqualTo(RetrySchedule.pauseAfter(2, Optional.empty(), random));
    assertThat(RetrySchedule.pauseAfter(2, hour, random)).isEqualTo(hour);
    assertThat(RetrySchedule.pauseAfter(6, hour, random).orElseThrow())
        .isGreaterThan(Duration.ofHours(8));
    assertThat(RetrySchedule.pauseAfter(1, Optional.of(Duration.ofDays(30)), random))
        .contains(Duration.ofHours(24));
    assertThat(RetrySchedule.pauseAfter(10, hour, random)).isEmpty();
  }
}
