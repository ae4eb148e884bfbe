package dev.starkeeper.model;

import static dev.starkeeper.model.PaymentStatus.FULFILLED;
import static dev.starkeeper.model.PaymentStatus.REFUNDED;
import static dev.starkeeper.model.PaymentStatus.REFUND_FAILED;
import static dev.starkeeper.model.PaymentStatus.REFUND_REQUESTED;
import static dev.starkeeper.model.PaymentStatus.UNMATCHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PaymentStatusTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUNDED")
  void telegramMayReturnAnyChargeWithoutBeingAsked(PaymentStatus status) {
    assertThat(status.canBecome(REFUNDED)).isTrue();
  }

  @Test
  void refundedIsTheEnd() {
    assertThat(after(REFUNDED)).isEmpty();
  }

  @Test
  void onlyWhatIsUnmatchedCanStillBeDelivered() {
    assertThat(PaymentStatus.values())
        .filteredOn(status -> status.canBecome(FULFILLED))
        .containsExactly(UNMATCHED);
  }

  @Test
  void refundIsAskedForBeforeItFails() {
    assertThat(PaymentStatus.values())
        .filteredOn(status -> status.canBecome(REFUND_FAILED))
        .containsExactly(REFUND_REQUESTED);
    assertThat(after(REFUND_FAILED)).containsExactly(REFUND_REQUESTED, REFUNDED);
  }

  @Test
  void noChargeBecomesUnmatchedLater() {
    assertThat(PaymentStatus.values()).noneMatch(status -> status.canBecome(UNMATCHED));
  }

  private static List<PaymentStatus> after(PaymentStatus status) {
    return Arrays.stream(PaymentStatus.values()).filter(status::canBecome).toList();
  }
}
