package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class RenewalStateTest {
  @Test
  void cancellingLastsUntilTheMerchantTakesItBack() {
    assertThat(table(RenewalState::canceled))
        .isEqualTo(
            Map.of(
                RenewalState.ON, RenewalState.CANCELED_BY_MERCHANT,
                RenewalState.CANCELED_BY_BUYER, RenewalState.CANCELED_BY_MERCHANT,
                RenewalState.CANCELED_BY_MERCHANT, RenewalState.CANCELED_BY_MERCHANT,
                RenewalState.ALLOWED_AGAIN, RenewalState.CANCELED_BY_MERCHANT,
                RenewalState.FAILED, RenewalState.CANCELED_BY_MERCHANT,
                RenewalState.REFUNDED, RenewalState.REFUNDED));
  }

  /** Telegram charges nobody because a bot says so (facts §3.6). */
  @Test
  void allowingItAgainTurnsNothingOn() {
    assertThat(table(RenewalState::allowedAgain))
        .isEqualTo(
            Map.of(
                RenewalState.ON, RenewalState.ON,
                RenewalState.CANCELED_BY_BUYER, RenewalState.CANCELED_BY_BUYER,
                RenewalState.CANCELED_BY_MERCHANT, RenewalState.ALLOWED_AGAIN,
                RenewalState.ALLOWED_AGAIN, RenewalState.ALLOWED_AGAIN,
                RenewalState.FAILED, RenewalState.FAILED,
                RenewalState.REFUNDED, RenewalState.REFUNDED));
  }

  private static Map<RenewalState, RenewalState> table(UnaryOperator<RenewalState> change) {
    var table = new EnumMap<RenewalState, RenewalState>(RenewalState.class);
    for (var state : RenewalState.values()) table.put(state, change.apply(state));
    return table;
  }
}
