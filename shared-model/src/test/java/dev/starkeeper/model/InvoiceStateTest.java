package dev.starkeeper.model;

import static dev.starkeeper.model.InvoiceState.CHECKOUT;
import static dev.starkeeper.model.InvoiceState.EXPIRED;
import static dev.starkeeper.model.InvoiceState.OPEN;
import static dev.starkeeper.model.InvoiceState.PAID;
import static dev.starkeeper.model.InvoiceState.REFUNDED;
import static dev.starkeeper.model.InvoiceState.VOID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InvoiceStateTest {
  @Test
  void everyStateIsReachedFromOpen() {
    var reached = EnumSet.of(OPEN);
    while (reached.addAll(after(reached))) {}

    assertThat(reached).isEqualTo(EnumSet.allOf(InvoiceState.class));
  }

  @Test
  void refundedIsTheOnlyEnd() {
    assertThat(InvoiceState.values())
        .filteredOn(state -> after(EnumSet.of(state)).isEmpty())
        .containsExactly(REFUNDED);
  }

  @ParameterizedTest
  @EnumSource
  void noStateFollowsItself(InvoiceState state) {
    assertThat(state.canBecome(state)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "CHECKOUT", "EXPIRED", "VOID"})
  void chargeThatHasMovedPaysWhateverIsUnpaid(InvoiceState unpaid) {
    assertThat(unpaid.canBecome(PAID)).isTrue();
  }

  @Test
  void whatIsPaidCanOnlyBeRefunded() {
    assertThat(after(EnumSet.of(PAID))).containsExactly(REFUNDED);
  }

  @Test
  void whatIsOverIsNotOfferedAgain() {
    assertThat(after(EnumSet.of(EXPIRED, VOID, PAID, REFUNDED))).doesNotContain(OPEN, CHECKOUT);
  }

  private static Set<InvoiceState> after(Set<InvoiceState> states) {
    var next = EnumSet.noneOf(InvoiceState.class);
    for (var state : states) {
      for (var candidate : InvoiceState.values()) {
        if (state.canBecome(candidate)) next.add(candidate);
      }
    }
    return next;
  }
}
