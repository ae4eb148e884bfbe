package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.chargeId;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class EditSubscriptionTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void canceledByTheBotIsNotForTheUserToResume() {
    var charge = chargeId(bot.subscribes(42, "club-1", 5));

    assertThat(edit(42, charge, true).result().getAsBoolean()).isTrue();
    assertThat(edit(42, charge, true).result().getAsBoolean()).isTrue();

    assertThat(resume(charge).status()).isEqualTo(409);
    assertThat(resume(charge).sentence()).contains("canceled by the bot");
    assertThat(bot.advance("P30D").get("ended").getAsInt()).isEqualTo(1);
    assertThat(bot.updates()).as("nobody is told").isEmpty();
  }

  @Test
  void restoredByTheBotIsForTheUserToResume() {
    var charge = chargeId(bot.subscribes(42, "club-2", 6));
    edit(42, charge, true).result();

    edit(42, charge, false).result();

    var state = bot.state().getAsJsonArray("subscriptions").get(0).getAsJsonObject();
    assertThat(state.get("canceled").getAsBoolean()).isTrue();
    assertThat(state.get("botCanceled").getAsBoolean()).isFalse();
    assertThat(resume(charge).json().get("changed").getAsBoolean()).isTrue();
    assertThat(bot.advance("P30D").get("renewed").getAsInt()).isEqualTo(1);
  }

  @Test
  void restoredOneThatNobodyResumesEnds() {
    var charge = chargeId(bot.subscribes(42, "club-3", 7));
    edit(42, charge, true).result();
    edit(42, charge, false).result();

    assertThat(bot.advance("P30D").get("ended").getAsInt()).isEqualTo(1);
  }

  @Test
  void onlyTheFirstChargeAndItsPayerNameASubscription() {
    var oneOff = chargeId(bot.pays(42, bot.link("order-1", 9)));
    var charge = chargeId(bot.subscribes(42, "club-4", 8));
    bot.advance("P30D");
    var renewal = chargeId(bot.updates().getLast());

    for (var wrong : new String[] {renewal, oneOff, "stxOther"}) {
      assertThat(edit(42, wrong, true).description()).isEqualTo("Bad Request: CHARGE_ID_INVALID");
    }
    assertThat(edit(43, charge, true).description()).isEqualTo("Bad Request: CHARGE_ID_INVALID");
    assertThat(edit(0, charge, true).description())
        .isEqualTo("Bad Request: invalid user_id specified");
    assertThat(edit(42, "", true).description())
        .isEqualTo("Bad Request: parameter \"telegram_payment_charge_id\" is required");
  }

  private Answer edit(long userId, String chargeId, boolean isCanceled) {
    return bot.call(
        "editUserStarSubscription",
        "user_id",
        userId,
        "telegram_payment_charge_id",
        chargeId,
        "is_canceled",
        isCanceled);
  }

  private Answer resume(String chargeId) {
    return bot.control("POST", "subscriptions/resume", "{\"chargeId\":\"" + chargeId + "\"}");
  }
}
