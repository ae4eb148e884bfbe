package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.stars.Books;
import dev.starkeeper.sandbox.stars.Books.RefundResult;
import dev.starkeeper.sandbox.stars.ChargebackLook;
import dev.starkeeper.sandbox.stars.ChargebackResult;
import dev.starkeeper.sandbox.stars.History;
import dev.starkeeper.sandbox.stars.StarAmount;
import dev.starkeeper.sandbox.stars.StarPartner;
import dev.starkeeper.sandbox.stars.StarTransaction;
import dev.starkeeper.sandbox.stars.WithdrawalOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Where Stars leave a bot, or come to it, other than by a purchase. */
public final class Treasury {
  private final Timeline timeline;
  private final Books books;
  private final History history;
  private final Notices notices;

  Treasury(Timeline timeline, Books books, History history, Notices notices) {
    this.timeline = timeline;
    this.books = books;
    this.history = history;
    this.notices = notices;
  }

  /** Gives a whole charge back; the bot sees it as a message of its own. */
  public RefundResult refund(long userId, String chargeId) {
    return timeline.then(now -> refund(userId, chargeId, now));
  }

  /** A refund the bot did not ask for, such as Telegram's own. */
  public RefundResult refundFromOutside(String chargeId) {
    return timeline.then(now ->
        books
            .payerOf(chargeId)
            .map(payer -> refund(payer.id(), chargeId, now))
            .orElseGet(RefundResult.UnknownCharge::new));
  }

  private RefundResult refund(long userId, String chargeId, Instant now) {
    var result = books.refund(userId, chargeId, now);
    if (result instanceof RefundResult.Refunded(var payment)) notices.refunded(payment, now);
    return result;
  }

  /** A store takes its money back, and Telegram the Stars; no update tells of it. */
  public ChargebackResult chargeBack(String chargeId, ChargebackLook look) {
    return timeline.then(now -> books.chargeBack(chargeId, look, now));
  }

  /** Returns the withdrawal's id, or nothing if the bot has not so many Stars. */
  public Optional<String> withdraw(StarAmount amount, WithdrawalOutcome outcome) {
    return timeline.then(now -> {
      var id = books.newId();
      return history.withdraw(id, amount, outcome, now) ? Optional.of(id) : Optional.empty();
    });
  }

  /** Ends a pending withdrawal; false if there is none of that id. */
  public boolean resolveWithdrawal(String id, WithdrawalOutcome outcome) {
    return timeline.then(now -> history.resolve(id, outcome, now));
  }

  /** A line as somebody wrote it by hand: dated now and at the end, unless it says otherwise. */
  public record HandWritten(
      String id,
      StarAmount amount,
      boolean isIncoming,
      StarPartner partner,
      Optional<Instant> at,
      OptionalInt index) {}

  /** Returns the line that was entered, or nothing if there are fewer lines than its index. */
  public Optional<StarTransaction> enter(HandWritten wanted) {
    return timeline.then(now -> {
      var id = wanted.id().isEmpty() ? books.newId() : wanted.id();
      var line =
          new StarTransaction(
              id, wanted.amount(), wanted.isIncoming(), wanted.partner(), wanted.at().orElse(now));
      var index = wanted.index().orElseGet(history::size);
      return history.enterAt(index, line) ? Optional.of(line) : Optional.empty();
    });
  }

  /** Forgets a line of the history, with what it did to the balance. */
  public Optional<StarTransaction> drop(int index) {
    return timeline.then(_ -> history.drop(index));
  }
}
