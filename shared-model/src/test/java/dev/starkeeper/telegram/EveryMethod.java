package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
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

  static final List<Consumer<Telegram>> ALL =
      List.of(
          Telegram::getMe,
          Telegram::webhookUrl,
          telegram -> telegram.getUpdates(0, Duration.ZERO),
          EveryMethod::createLink,
          telegram -> telegram.approvePreCheckoutQuery("query-1"),
          telegram -> telegram.declinePreCheckoutQuery("query-1", "no"),
          telegram -> telegram.sendMessage(new TelegramUserId(501), "hello"),
          telegram -> telegram.refundStarPayment(new TelegramUserId(501), new ChargeId("stx-1")),
          telegram ->
              telegram.editUserStarSubscription(
                  new TelegramUserId(501), new ChargeId("stx-1"), true),
          telegram -> telegram.getStarTransactions(0, 100),
          Telegram::getMyStarBalance);

  private EveryMethod() {}

  /** Also claims that the token is nowhere in it. */
  static Throwable thrownBy(String url, Consumer<Telegram> method) {
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
    var offer = new Offer("Coins", "A purse", PhotoUrl.NONE, new Stars(70));
    var good = new Good.Consumable(new CreditUnit("coins"), 10);
    var product = new Product(new Sku("coins-10"), 1, offer, good, true, Supply.UNLIMITED);
    return telegram.createInvoiceLink(
        new InvoiceId(new UUID(0x7000, 9)), offer, Item.of(product, 1));
  }
}
