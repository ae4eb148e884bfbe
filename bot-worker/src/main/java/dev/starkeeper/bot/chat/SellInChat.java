package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.CreateInvoiceOutcome;
import dev.starkeeper.sale.IdempotencyKey;
import dev.starkeeper.sale.InvoiceOrder;
import dev.starkeeper.store.ProductStore;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.ChatMessage.Button;
import dev.starkeeper.telegram.TelegramException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells one piece of a product in the chat, by the invoice that the Mini App would get: the same
 * rules, and the same invoice if it is open already.
 */
final class SellInChat {
  private static final Logger log = LoggerFactory.getLogger(SellInChat.class);

  /** What a deep link's parameter begins with; the sku follows. */
  static final String BUY = "buy_";

  private static final Pattern START_PARAMETER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String MENU = "menu"; // for a sku that no deep link can hold

  private final Database database;
  private final Bot bot;
  private final CreateInvoice createInvoice;
  private final Speaker speaker;

  SellInChat(Database database, Bot bot, CreateInvoice createInvoice, Speaker speaker) {
    this.database = database;
    this.bot = bot;
    this.createInvoice = createInvoice;
    this.speaker = speaker;
  }

  void sell(ChatUpdate update, String wanted) {
    Optional<CreateInvoiceOutcome> outcome;
    try {
      outcome = sku(wanted).map(sku -> createInvoice.create(order(update, sku)));
    } catch (TelegramException.Refused e) { // of the link: that is not about his chat
      log.warn("no invoice of {} in the chat: {}", sku(wanted).map(Sku::value), e.getMessage());
      decline(update, DeclineReason.TRY_AGAIN);
      return;
    }
    log.info(
        "customer:{} wants {} in the chat: {}",
        update.from().id().value(),
        sku(wanted).map(Sku::value).orElse("what is no sku"),
        outcome.map(SellInChat::told).orElse("nothing"));
    switch (outcome.orElse(null)) {
      case null -> decline(update, DeclineReason.WITHDRAWN);
      case CreateInvoiceOutcome.Given given -> offer(update, given.invoice());
      case CreateInvoiceOutcome.UnknownProduct _, CreateInvoiceOutcome.Unsellable _ ->
          decline(update, DeclineReason.WITHDRAWN);
      case CreateInvoiceOutcome.AlreadyOwned _ -> decline(update, DeclineReason.ALREADY_OWNED);
      case CreateInvoiceOutcome.SoldOut _ -> decline(update, DeclineReason.SOLD_OUT);
      case CreateInvoiceOutcome.LimitReached _ -> decline(update, DeclineReason.LIMIT_REACHED);
      case CreateInvoiceOutcome.TooMany _,
          CreateInvoiceOutcome.Busy _,
          CreateInvoiceOutcome.KeyReused _ ->
          decline(update, DeclineReason.TRY_AGAIN);
    }
  }

  private static Optional<Sku> sku(String text) {
    try {
      return Optional.of(new Sku(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static InvoiceOrder order(ChatUpdate update, Sku sku) {
    var buyer = update.from();
    var parties = new Parties(buyer.id(), buyer.id());
    return new InvoiceOrder(parties, sku, 1, IdempotencyKey.NONE, Optional.of(buyer));
  }

  private static String told(CreateInvoiceOutcome outcome) {
    return switch (outcome) {
      case CreateInvoiceOutcome.Given given ->
          given.getClass().getSimpleName() + " " + given.invoice().id().payload();
      case CreateInvoiceOutcome.Declined declined -> declined.toString();
    };
  }

  private void decline(ChatUpdate update, DeclineReason reason) {
    var in = speaker.to(update.from());
    speaker.reply(update, ChatMessage.with(in.declined(reason), speaker.appButton(in)));
  }

  private void offer(ChatUpdate update, Invoice invoice) {
    var sku = invoice.item().sku();
    var offer =
        database.inTransaction(tx -> ProductStore.find(tx, bot.id(), sku)).map(Product::offer);
    if (offer.isEmpty()) throw new IllegalStateException("sold, and no product: " + sku);
    if (invoice.item().good() instanceof Good.Subscription) {
      offerLink(update, invoice, offer.get());
    } else {
      var parameter = BUY + sku.value();
      var start = START_PARAMETER.matcher(parameter).matches() ? parameter : MENU;
      speaker
          .chats()
          .sendInvoice(update.from().id(), invoice.id(), offer.get(), invoice.item(), start);
    }
  }

  /** sendInvoice cannot sell what Telegram charges again and again (facts §1.2). */
  private void offerLink(ChatUpdate update, Invoice invoice, Offer offer) {
    var in = speaker.to(update.from());
    var stars = invoice.item().stars().amount();
    var text = in.say("sale.subscription", offer.title(), offer.description(), stars);
    var button = new Button.Link(in.say("button.subscribe", stars), invoice.link());
    speaker.reply(update, ChatMessage.with(text, List.of(button)));
  }
}
