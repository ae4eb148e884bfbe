package dev.starkeeper.telegram;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.CreateInvoiceLink;
import com.pengrad.telegrambot.request.EditUserStarSubscription;
import com.pengrad.telegrambot.request.RefundStarPayment;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotApiCalls.Call;
import dev.starkeeper.telegram.BotApiCalls.Limit;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** The Bot API through java-telegram-bot-api, in our values. */
public final class PengradTelegram implements Telegram, AutoCloseable {
  // Asked for each time: Telegram remembers an older list, and one without pre_checkout_query
  // silently ends all sales (facts §2.4).
  static final List<String> UPDATES =
      List.of("message", "pre_checkout_query", "subscription", "callback_query");
  private static final String ALLOWED_UPDATES = "[\"" + String.join("\",\"", UPDATES) + "\"]";
  private static final int MOST_UPDATES = 100; // getUpdates' own limit

  private final BotApiCalls calls;

  public PengradTelegram(TelegramConfig config) {
    this(new BotApiCalls(config));
  }

  PengradTelegram(BotApiCalls calls) {
    this.calls = calls;
  }

  /** What the same bot writes to people. */
  public Chats chats() {
    return new PengradChats(calls);
  }

  @Override
  public Me getMe() {
    var me = calls.object(new Call("getMe"));
    if (me.get("id") instanceof JsonPrimitive id
        && id.isNumber()
        && me.get("username") instanceof JsonPrimitive username) {
      return new Me(id.getAsLong(), username.getAsString());
    }
    throw new TelegramException.Unreachable("getMe", "the answer is no bot");
  }

  @Override
  public String webhookUrl() {
    return calls.object(new Call("getWebhookInfo")).get("url") instanceof JsonPrimitive url
        ? url.getAsString()
        : "";
  }

  @Override
  public List<Update> getUpdates(long offset, Duration wait) {
    var request =
        new Call("getUpdates")
            .with("offset", offset)
            .with("limit", MOST_UPDATES)
            .with("timeout", wait.toSeconds())
            .with("allowed_updates", ALLOWED_UPDATES);
    var updates = calls.json(Limit.POLL, request);
    if (!updates.isJsonArray()) {
      throw new TelegramException.Unreachable("getUpdates", "the answer is not a list");
    }
    return StreamSupport.stream(updates.getAsJsonArray().spliterator(), false)
        .map(UpdateReader::read)
        .toList();
  }

  @Override
  public String createInvoiceLink(InvoiceId id, Offer offer, Item item) {
    var price = new LabeledPrice(offer.title(), item.stars().amount());
    var request =
        new CreateInvoiceLink(
            offer.title(), offer.description(), id.payload(), Stars.CURRENCY, price);
    if (!offer.photo().isNone()) request.photoUrl(offer.photo().value());
    if (item.good() instanceof Good.Subscription) {
      request.subscriptionPeriod((int) Recurrence.MONTH.toSeconds());
    }
    var link = calls.result(Limit.ORDINARY, request);
    if (link.startsWith("https://")) return link;
    throw new TelegramException.Unreachable("createInvoiceLink", "the answer is not a link");
  }

  @Override
  public void approvePreCheckoutQuery(String queryId) {
    calls.call(Limit.ANSWER, new AnswerPreCheckoutQuery(queryId));
  }

  @Override
  public void declinePreCheckoutQuery(String queryId, String message) {
    calls.call(Limit.ANSWER, new AnswerPreCheckoutQuery(queryId, message));
  }

  @Override
  public void refundStarPayment(TelegramUserId payer, ChargeId charge) {
    calls.call(Limit.ORDINARY, new RefundStarPayment(payer.value(), charge.value()));
  }

  @Override
  public void editUserStarSubscription(
      TelegramUserId buyer, ChargeId firstCharge, boolean canceled) {
    calls.call(
        Limit.ORDINARY, new EditUserStarSubscription(buyer.value(), firstCharge.value(), canceled));
  }

  @Override
  public List<StarTransaction> getStarTransactions(long offset, int limit) {
    var request = new Call("getStarTransactions").with("offset", offset).with("limit", limit);
    if (calls.object(request).get("transactions") instanceof JsonArray transactions) {
      return StreamSupport.stream(transactions.spliterator(), false)
          .map(TransactionReader::read)
          .toList();
    }
    throw new TelegramException.Unreachable("getStarTransactions", "the answer has no list");
  }

  @Override
  public StarAmount getMyStarBalance() {
    try {
      return TransactionReader.amount(calls.object(new Call("getMyStarBalance")));
    } catch (IllegalArgumentException e) {
      throw new TelegramException.Unreachable("getMyStarBalance", "the answer is no amount");
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
