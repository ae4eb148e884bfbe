package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.CreateInvoiceLink;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.request.SendMessage;
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
  void knowsItself() {
    var me = bot.execute(new GetMe()).user();

    assertThat(people.token()).startsWith(me.id() + ":");
    assertThat(me.isBot()).isTrue();
  }

  private Update next(int offset) {
    return bot.execute(new GetUpdates().offset(offset).timeout(50)).updates().getFirst();
  }
}
