package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Calls the whole Bot API of ours, one method after the other. */
final class EveryMethod {
  private static final String SECRET = "AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8";
  static final BotToken TOKEN = new BotToken("5768337691:" + SECRET);

  private static final TelegramUserId CHAT = new TelegramUserId(501);

  static final List<Consumer<PengradTelegram>> ALL =
      List.of(
          Telegram::getMe,
          Telegram::webhookUrl,
          telegram -> telegram.getUpdates(0, Duration.ZERO),
          EveryMethod::createLink,
          telegram -> telegram.approvePreCheckoutQuery("query-1"),
          telegram -> telegram.declinePreCheckoutQuery("query-1", "no"),
          telegram -> telegram.chats().send(CHAT, ChatMessage.plain("hello")),
          telegram ->
              telegram.chats().edit(CHAT, new MessageId(7), ChatMessage.plain("hello again")),
          EveryMethod::sendInvoice,
          telegram -> telegram.chats().answerCallbackQuery("77", ""),
          telegram -> telegram.chats().setMyCommands("", List.of(new BotCommand("terms", "Terms"))),
          telegram -> telegram.refundStarPayment(new TelegramUserId(501), new ChargeId("stx-1")),
          telegram ->
              telegram.editUserStarSubscription(
                  new TelegramUserId(501), new ChargeId("stx-1"), true),
          telegram -> telegram.getStarTransactions(0, 100),
          Telegram::getMyStarBalance);

  private EveryMethod() {}

  /** Also claims that the token is nowhere in it. */
  static Throwable thrownBy(String url, Consumer<PengradTelegram> method) {
    try (var telegram = telegram(url)) {
      var thrown =
          assertThatExceptionOfType(TelegramException.class)
              .isThrownBy(() -> method.accept(telegram))
              .actual();
      var everything = new StringWriter();
      thrown.printStackTrace(new PrintWriter(everything));
      assertThat(everything.toString()).doesNotContain(SECRET);
      return thrown;
    }
  }

  static PengradTelegram telegram(String url) {
    return new PengradTelegram(new TelegramConfig(TOKEN, url, false));
  }

  static String createLink(Telegram telegram) {
    return telegram.createInvoiceLink(
        new InvoiceId(new UUID(0x7000, 9)), coins().offer(), Item.of(coins(), 1));
  }

  private static void sendInvoice(PengradTelegram telegram) {
    telegram
        .chats()
        .sendInvoice(
            CHAT,
            new InvoiceId(new UUID(0x7000, 9)),
            coins().offer(),
            Item.of(coins(), 1),
            "buy_coins-10");
  }

  private static Product coins() {
    var offer = new Offer("Coins", "A purse", PhotoUrl.NONE, new Stars(70));
    var good = new Good.Consumable(new CreditUnit("coins"), 10);
    return new Product(new Sku("coins-10"), 1, offer, good, true, Supply.UNLIMITED);
  }
}
