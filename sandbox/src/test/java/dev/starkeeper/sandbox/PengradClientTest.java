package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.model.stars.partner.TransactionPartnerFragment;
import com.pengrad.telegrambot.model.stars.partner.TransactionPartnerUnknown;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.CreateInvoiceLink;
import com.pengrad.telegrambot.request.EditUserStarSubscription;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetMyStarBalance;
import com.pengrad.telegrambot.request.GetStarTransactions;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.request.SendMessage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The sandbox as a client library sees it that knows nothing of it. */
final class PengradClientTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot people = sandbox.newBot();
  private final TelegramBot bot =
      new TelegramBot.Builder(people.token()).apiUrl(people.url() + "/bot").build();

  @AfterEach
  void shutDown() {
    bot.shutdown();
  }

  @Test
  void sellsAndRefunds() {
    var created =
        bot.execute(
            new CreateInvoiceLink(
                "Sword", "Sharp", "order-1", "XTR", new LabeledPrice("Sword", 5)));
    assertThat(created.isOk()).as(created.description()).isTrue();
    var paid = people.pay(created.result(), 42);

    var asked = next(0);
    assertThat(asked.preCheckoutQuery().totalAmount()).isEqualTo(5);
    assertThat(bot.execute(new AnswerPreCheckoutQuery(asked.preCheckoutQuery().id())).isOk())
        .isTrue();
    var payment = next(asked.updateId() + 1).message().successfulPayment();

    assertThat(payment.telegramPaymentChargeId())
        .isEqualTo(TestBot.within(paid).get("chargeId").getAsString());
    assertThat(bot.execute(new SendMessage(42L, "Дякую!")).message().text()).isEqualTo("Дякую!");
    var refund = new RefundStarPayment(42L, payment.telegramPaymentChargeId());
    assertThat(bot.execute(refund).isOk()).isTrue();
    assertThat(bot.execute(refund).description()).isEqualTo("Bad Request: CHARGE_ALREADY_REFUNDED");
  }

  @Test
  void readsRenewalsAndCancelsThem() {
    var first = TestBot.payment(people.subscribes(42, "club-1", 5));
    people.advance("P30D");

    var renewal = next(0).message().successfulPayment();

    assertThat(renewal.isRecurring()).isTrue();
    assertThat(renewal.isFirstRecurring()).isNull();
    assertThat(renewal.subscriptionExpirationDate())
        .isEqualTo(first.get("subscription_expiration_date").getAsInt() + 2_592_000);
    var charge = first.get("telegram_payment_charge_id").getAsString();
    assertThat(bot.execute(new EditUserStarSubscription(42, charge, true)).isOk()).isTrue();
    assertThat(
            bot.execute(new EditUserStarSubscription(42, renewal.telegramPaymentChargeId(), true))
                .description())
        .isEqualTo("Bad Request: CHARGE_ID_INVALID");
  }

  @Test
  void readsEveryPartnerOfTheHistory() {
    people.pays(42, people.link("order-1", 9));
    people.controlled("withdrawals", "{\"amount\":2,\"outcome\":\"failed\"}");
    people.controlled("withdrawals", "{\"amount\":3,\"outcome\":\"succeeded\"}");
    for (var partner :
        List.of("chat", "affiliate_program", "telegram_ads", "telegram_api", "other")) {
      people.controlled(
          "transactions",
          "{\"partner\":\""
              + partner
              + "\",\"direction\":\"out\",\"amount\":1,\"nanostarAmount\":1}");
    }

    var lines = bot.execute(new GetStarTransactions()).result().transactions();

    assertThat(lines)
        .extracting(line -> line.source() != null ? line.source() : line.receiver())
        .hasSize(9)
        .doesNotHaveAnyElementsOfTypes(TransactionPartnerUnknown.class);
    assertThat(lines[1].receiver()).isInstanceOf(TransactionPartnerFragment.class);
    var balance = bot.execute(new GetMyStarBalance()).getResult();
    assertThat(balance.amount()).isZero(); // 9 - 3 - 5 and five billionths
    assertThat(balance.nanostarAmount()).isEqualTo(999_999_995);
  }

  @Test
  void knowsItself() {
    var me = bot.execute(new GetMe()).user();

    assertThat(people.token()).startsWith(me.id() + ":");
    assertThat(me.isBot()).isTrue();
  }

  private Update next(int offset) {
    return bot.execute(new GetUpdates().offset(offset).timeout(50)).updates().getFirst();
  }
}
