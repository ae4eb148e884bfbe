package dev.starkeeper.sandbox.stars;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a user pays for every thirty days.
 *
 * @param number counts the bot's subscriptions
 * @param renewal what each further period costs: the invoice's price, whatever was paid first
 * @param chargeIds of all its payments, the first one first
 * @param paidUntil when it renews or ends
 */
public record Subscription(
    int number,
    User payer,
    Charge renewal,
    List<String> chargeIds,
    Instant paidUntil,
    Set<Mark> marks) {

  /** What may be true of a subscription besides that it was paid. */
  public enum Mark {
    /** It does not renew; its payer may change his mind until it ends, unless barred. */
    CANCELED,
    /** The bot canceled it, and its payer cannot take it up again. */
    BARRED,
    /** Its next renewal fails, whatever its payer has. */
    FAILS_NEXT,
    /** Its last period is over and was not followed by another. */
    LAPSED
  }

  public String firstChargeId() {
    return chargeIds.getFirst();
  }

  public boolean is(Mark mark) {
    return marks.contains(mark);
  }

  Subscription with(Mark mark) {
    var more = EnumSet.of(mark);
    more.addAll(marks);
    return marked(more);
  }

  Subscription without(Mark... gone) {
    var left = EnumSet.noneOf(Mark.class);
    left.addAll(marks);
    Stream.of(gone).forEach(left::remove);
    return marked(left);
  }

  private Subscription marked(Set<Mark> now) {
    return new Subscription(number, payer, renewal, chargeIds, paidUntil, Set.copyOf(now));
  }

  /** Paid for another period; it lapsed no more. */
  Subscription renewedBy(Payment payment) {
    var charges = Stream.concat(chargeIds.stream(), Stream.of(payment.chargeId())).toList();
    var until = Books.endOfPeriod(payment.paidAt());
    return new Subscription(number, payer, renewal, charges, until, marks)
        .without(Mark.LAPSED, Mark.FAILS_NEXT);
  }
}
