package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class InvoiceTest {
  private static final Instant MADE = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant EXPIRES = Instant.parse("2026-11-01T13:00:00Z");
  private static final Instant PAID_AT = Instant.parse("2026-11-01T12:20:00Z");
  private static final ChargeId CHARGE = new ChargeId("charge-1");

  private static final Progress OPEN = new Progress.Open();
  private static final Progress PAID = new Progress.Paid(CHARGE, PAID_AT);
  private static final Progress REFUNDED = new Progress.Refunded(CHARGE, PAID_AT);
  private static final Progress EXPIRED = new Progress.Expired();
  private static final Progress VOIDED = new Progress.Voided();

  static Stream<Arguments> states() {
    var early = heldUntil(EXPIRES.minusSeconds(60));
    var late = heldUntil(EXPIRES.plusSeconds(60));
    return Stream.of(
        arguments(OPEN, MADE, "OPEN"),
        arguments(OPEN, EXPIRES.minusNanos(1), "OPEN"),
        arguments(OPEN, EXPIRES, "EXPIRED"),
        arguments(early, EXPIRES.minusSeconds(60).minusNanos(1), "CHECKOUT"),
        arguments(early, EXPIRES.minusSeconds(60), "OPEN"),
        arguments(early, EXPIRES, "EXPIRED"),
        arguments(late, EXPIRES.plusSeconds(60).minusNanos(1), "CHECKOUT"),
        arguments(late, EXPIRES.plusSeconds(60), "EXPIRED"),
        arguments(PAID, EXPIRES.plusSeconds(1), "PAID"),
        arguments(REFUNDED, MADE, "REFUNDED"),
        arguments(EXPIRED, MADE, "EXPIRED"),
        arguments(VOIDED, EXPIRES.plusSeconds(1), "VOID"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void holdsLapseAndInvoicesExpireByTheClock(Progress progress, Instant now, InvoiceState state) {
    assertThat(invoice(progress).stateAt(now)).isEqualTo(state);
  }

  @Test
  void isOpenUntilItExpires() {
    assertThat(invoice(OPEN).isOpenFor(premium(2), EXPIRES.minusNanos(1))).isTrue();
    assertThat(invoice(OPEN).isOpenFor(premium(2), EXPIRES)).isFalse();
  }

  @Test
  void isOpenForTheBuyerWhoIsCheckingItOut() {
    var held = invoice(heldUntil(EXPIRES.plusSeconds(60)));

    assertThat(held.isOpenFor(premium(2), EXPIRES.minusNanos(1))).isTrue();
    assertThat(held.isOpenFor(premium(2), EXPIRES)).isFalse();
  }

  @Test
  void isOpenForTheSameThingAtTheSamePriceWhateverElseWasEdited() {
    var good = premium(2).good();
    var other = new Good.Unlock(new Entitlement("premium.other"));

    assertThat(invoice(OPEN).isOpenFor(premium(3), MADE)).isTrue();
    assertThat(invoice(OPEN).isOpenFor(premium(3, 49, good), MADE)).isFalse();
    assertThat(invoice(OPEN).isOpenFor(premium(3, 51, good), MADE)).isFalse();
    assertThat(invoice(OPEN).isOpenFor(premium(3, 50, other), MADE)).isFalse();
  }

  @Test
  void isNeverPaidBeforeItWasMade() {
    var charge = new ChargeId("charge-in-the-same-second");
    var told = MADE.minusMillis(300); // Telegram tells whole seconds

    assertThat(invoice(OPEN).paidBy(charge, told).progress())
        .isEqualTo(new Progress.Paid(charge, MADE));
  }

  @Test
  void whatIsOverIsNotOpen() {
    assertThat(List.of(PAID, REFUNDED, EXPIRED, VOIDED))
        .noneMatch(progress -> invoice(progress).isOpenFor(premium(2), MADE));
  }

  @Test
  void paidByKeepsAllButTheProgress() {
    for (var progress : List.of(OPEN, heldUntil(EXPIRES), EXPIRED, VOIDED)) {
      assertThat(invoice(progress).paidBy(CHARGE, PAID_AT)).isEqualTo(invoice(PAID));
    }
  }

  @Test
  void isNotPaidTwice() {
    for (var progress : List.of(PAID, REFUNDED)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> invoice(progress).paidBy(new ChargeId("charge-2"), EXPIRES))
          .withMessageEndingWith(progress.state() + " to PAID");
    }
  }

  @Test
  void periodEndsAfterItBegins() {
    assertThat(new Period(MADE, MADE.plusNanos(1)).expiresAt()).isAfter(MADE);
    assertThatIllegalArgumentException().isThrownBy(() -> new Period(MADE, MADE));
    assertThatIllegalArgumentException().isThrownBy(() -> new Period(EXPIRES, MADE));
  }

  private static Invoice invoice(Progress progress) {
    return new Invoice(
        new InvoiceId(new UUID(1, 2)),
        new Parties(new TelegramUserId(501), new TelegramUserId(502)),
        Item.of(premium(2), 1),
        new Period(MADE, EXPIRES),
        progress,
        "https://t.me/$abc");
  }

  private static Progress heldUntil(Instant until) {
    return new Progress.Checkout("query-1", until);
  }

  private static Product premium(int version) {
    return premium(version, 50, new Good.Unlock(new Entitlement("premium.owned")));
  }

  private static Product premium(int version, int stars, Good good) {
    var offer = new Offer("Premium", "All of it", PhotoUrl.NONE, new Stars(stars));
    return new Product(new Sku("premium"), version, offer, good, true, Supply.UNLIMITED);
  }
}
