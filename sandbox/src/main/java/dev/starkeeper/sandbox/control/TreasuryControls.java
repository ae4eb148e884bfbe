package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.stars.Books.RefundResult;
import dev.starkeeper.sandbox.stars.ChargebackLook;
import dev.starkeeper.sandbox.stars.ChargebackResult;
import dev.starkeeper.sandbox.stars.StarAmount;
import dev.starkeeper.sandbox.stars.WithdrawalOutcome;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.util.List;

/** Stars that leave the bot without its doing. */
final class TreasuryControls {
  private static final String NO_PAYMENT = "No payment of this bot has that charge id.";
  private static final List<String> OUTCOMES = List.of("pending", "succeeded", "failed");
  private static final List<String> ENDS = List.of("succeeded", "failed");
  private static final List<String> LOOKS = List.of("other", "refund");

  private TreasuryControls() {}

  static JsonElement refund(Bot bot, ControlRequest request) {
    var chargeId = Fields.of(request.body()).onlyThese("chargeId").text("chargeId");
    return switch (bot.treasury().refundFromOutside(chargeId)) {
      case RefundResult.Refunded _ -> PayControl.status("refunded");
      case RefundResult.AlreadyRefunded _ -> PayControl.status("already_refunded");
      case RefundResult.OtherPayer _, RefundResult.UnknownCharge _ ->
          throw new UnusableControl(NO_PAYMENT);
    };
  }

  static JsonElement chargeBack(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("chargeId", "shownAs");
    var look =
        body.has("shownAs")
            ? ChargebackLook.named(body.oneOf("shownAs", LOOKS)).orElseThrow()
            : ChargebackLook.OTHER;
    return switch (bot.treasury().chargeBack(body.text("chargeId"), look)) {
      case ChargebackResult.ChargedBack(var line) -> {
        var answer = PayControl.status("charged_back");
        answer.addProperty("transactionId", line.id());
        yield answer;
      }
      case ChargebackResult.AlreadyReturned _ -> PayControl.status("already_returned");
      case ChargebackResult.UnknownCharge _ -> throw UnusableControl.unknown(NO_PAYMENT);
    };
  }

  /** A new withdrawal, or the end of one that is pending. */
  static JsonElement withdraw(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body());
    if (body.has("transactionId")) return resolve(bot, body.onlyThese("transactionId", "outcome"));
    body.onlyThese("amount", "outcome");
    var amount = new StarAmount(body.number("amount", 1, PeopleControl.MAX_STARS), 0);
    var outcome = WithdrawalOutcome.named(body.oneOf("outcome", OUTCOMES)).orElseThrow();
    var id =
        bot.treasury()
            .withdraw(amount, outcome)
            .orElseThrow(
                () -> UnusableControl.impossible("The bot has not so many Stars to withdraw."));
    return answer(outcome, id);
  }

  private static JsonElement resolve(Bot bot, Fields body) {
    var id = body.text("transactionId");
    var outcome = WithdrawalOutcome.named(body.oneOf("outcome", ENDS)).orElseThrow();
    if (bot.treasury().resolveWithdrawal(id, outcome)) return answer(outcome, id);
    throw UnusableControl.unknown("No withdrawal of that id is pending.");
  }

  private static JsonElement answer(WithdrawalOutcome outcome, String id) {
    var answer = PayControl.status(outcome.fieldName());
    answer.addProperty("transactionId", id);
    return answer;
  }
}
