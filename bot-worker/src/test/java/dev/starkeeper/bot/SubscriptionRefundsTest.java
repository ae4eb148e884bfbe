package dev.starkeeper.bot;

import static dev.starkeeper.bot.Club.FIRST_END;
import static dev.starkeeper.bot.Club.SECOND_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Subscription.Status;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A refund ends what its month gave, and no subscription is left behind that nobody wanted. */
final class SubscriptionRefundsTest {
  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  @Test
  void secondFirstMonthGoesBackAndItsSubscriptionIsEnded() {
    var telegram = new ScriptedTelegram();
    club.recordPayments.record(Shop.paid(club.first("charge-16")));

    var outcomes = club.recordPayments.record(Shop.paid(club.first("charge-17")));
    club.refund(telegram, "charge-17");

    assertThat(outcomes).containsExactly(new Outcome.SecondCharge(club.invoice.id()));
    assertThat(telegram.cancellations).containsExactly(new ChargeId("charge-17"));
    assertThat(telegram.refunds).containsExactly(new ChargeId("charge-17"));
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
    assertThat(club.endsAt()).contains(FIRST_END);
  }

  @Test
  void subscriptionToWhatIsSubscribedGoesBackUntilTheFirstHasEnded() {
    club.recordPayments.record(Shop.paid(club.first("charge-18")));
    var other = club.shop.invoice(club.shop.subscription("club-plus", 200), club.buyer, 1);
    var early = Shop.month("charge-19", other, new Recurrence.First(FIRST_END), Shop.NOON);

    var outcomes = club.recordPayments.record(Shop.paid(early));

    assertThat(outcomes)
        .containsExactly(new Outcome.InVain(other.id(), PaymentMatch.InVain.Why.ALREADY_OWNED));
    var third = club.shop.invoice(club.shop.subscription("club-extra", 300), club.buyer, 1);
    var later = Shop.month("charge-20", third, new Recurrence.First(SECOND_END), FIRST_END);
    club.now.set(FIRST_END); // inside grace
    assertThat(club.recordPayments.record(Shop.paid(later)))
        .containsExactly(new Outcome.Fulfilled(third.id()));
  }

  @Test
  void refundOfTheLatestMonthEndsItAtOnce() {
    var telegram = new ScriptedTelegram();
    club.recordPayments.record(Shop.paid(club.first("charge-21")));
    club.now.set(FIRST_END);
    club.recordPayments.record(Shop.paid(club.renewal("charge-22")));
    club.now.set(FIRST_END.plus(Duration.ofMinutes(10)));

    club.database.inTransactionDo(tx ->
        RefundStore.request(
            tx, Shop.BOT, new ChargeId("charge-22"), "asked", "server:shop", club.now.get()));
    club.refund(telegram, "charge-22");

    assertThat(telegram.cancellations).containsExactly(new ChargeId("charge-21"));
    assertThat(club.status()).isEqualTo(Status.EXPIRED);
    assertThat(club.endsAt()).contains(FIRST_END);
    assertThat(club.shop.rows("select type from event where type = 'entitlement.revoked'"))
        .hasSize(1);
  }

  @Test
  void refundOfAnEarlierMonthLeavesTheLatest() {
    var telegram = new ScriptedTelegram();
    var first = club.first("charge-23");
    club.recordPayments.record(Shop.paid(first));
    club.now.set(FIRST_END);
    club.recordPayments.record(Shop.paid(club.renewal("charge-24")));

    club.recordPayments.record(List.of(Shop.refunded(first, club.now.get())));

    assertThat(telegram.cancellations).isEmpty();
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
    assertThat(club.endsAt()).contains(SECOND_END);
  }

  @Test
  void refundOfAMonthAndTheNextRenewalAtOnceLeaveTheRenewal() throws Exception {
    var first = club.first("charge-31");
    club.recordPayments.record(Shop.paid(first));
    club.now.set(FIRST_END);
    List<Callable<Outcome>> both =
        List.of(
            () -> club.recordPayments.record(Shop.paid(club.renewal("charge-32"))).getFirst(),
            () -> club.recordPayments.record(List.of(Shop.refunded(first, FIRST_END))).getFirst());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes = threads.invokeAll(both).stream().map(Future::resultNow).toList();

      assertThat(outcomes)
          .containsExactly(new Outcome.Renewed(club.invoice.id()), new Outcome.Refunded());
    }
    assertThat(club.endsAt()).contains(SECOND_END);
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void cancellationWhoseAnswerIsLostIsAskedForAgainBeforeAnyStarMoves() {
    var telegram = new ScriptedTelegram();
    club.recordPayments.record(Shop.paid(club.first("charge-33")));
    club.recordPayments.record(Shop.paid(club.first("charge-34")));
    var lost = new TelegramException.Unreachable("editUserStarSubscription", "connection cut");
    telegram.faults.add(lost);

    assertThatThrownBy(() -> club.refund(telegram, "charge-34")).isSameAs(lost);
    assertThat(telegram.refunds).isEmpty();
    club.refund(telegram, "charge-34");

    assertThat(telegram.cancellations).containsExactly(new ChargeId("charge-34"));
    assertThat(telegram.refunds).containsExactly(new ChargeId("charge-34"));
  }

  @Test
  void subscriptionThatCannotBeCanceledDoesNotKeepItsChargeFromGoingBack() {
    var telegram = new ScriptedTelegram();
    club.recordPayments.record(Shop.paid(club.first("charge-35")));
    club.recordPayments.record(Shop.paid(club.first("charge-36")));
    telegram.faults.add(
        new TelegramException.Refused("editUserStarSubscription", 400, "CHARGE_ID_INVALID"));

    club.refund(telegram, "charge-36");

    assertThat(telegram.refunds).containsExactly(new ChargeId("charge-36"));
    assertThat(club.shop.rows("select status from payment where charge_id = 'charge-36'"))
        .containsExactly("REFUNDED");
  }
}
