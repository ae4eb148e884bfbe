package dev.starkeeper.bot;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTotal;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotCommand;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** A Bot API that says what the test wrote down, and remembers what it was told. */
final class ScriptedTelegram implements Telegram, Chats {
  /** An answer to a pre-checkout query; {@code message} is empty when approved. */
  record Answer(String queryId, String message) {}

  record Message(TelegramUserId chat, String text) {}

  record Edit(TelegramUserId chat, MessageId old, String text) {}

  final Queue<Supplier<List<Update>>> batches = new ArrayDeque<>();
  final List<Long> offsets = new ArrayList<>();
  final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  final List<Edit> edits = new CopyOnWriteArrayList<>();
  final List<ChargeId> refunds = new ArrayList<>();
  final List<ChargeId> cancellations = new ArrayList<>();
  final List<ChargeId> permissions = new ArrayList<>();
  final List<StarTransaction> history = new CopyOnWriteArrayList<>();
  final List<Long> pages = new CopyOnWriteArrayList<>();
  LongConsumer beforePage = _ -> {}; // told the offset
  Runnable beforeSend = () -> {};
  Runnable beforeBalance = () -> {};
  StarAmount surplus = StarAmount.ZERO;
  final Queue<RuntimeException> faults = new ArrayDeque<>();

  @Override
  public Me getMe() {
    return new Me(Shop.BOT.value(), "scripted_bot");
  }

  @Override
  public String webhookUrl() {
    return "";
  }

  @Override
  public List<Update> getUpdates(long offset, Duration wait) {
    offsets.add(offset);
    return batches.remove().get();
  }

  @Override
  public String createInvoiceLink(InvoiceId id, Offer offer, Item item) {
    return "https://t.me/$" + id.payload();
  }

  @Override
  public void approvePreCheckoutQuery(String queryId) {
    failIfScripted();
    answers.add(new Answer(queryId, ""));
  }

  @Override
  public void declinePreCheckoutQuery(String queryId, String message) {
    failIfScripted();
    answers.add(new Answer(queryId, message));
  }

  @Override
  public MessageId send(TelegramUserId chat, ChatMessage message) {
    failIfScripted();
    beforeSend.run();
    messages.add(new Message(chat, message.text()));
    return new MessageId(messages.size());
  }

  @Override
  public void edit(TelegramUserId chat, MessageId old, ChatMessage message) {
    failIfScripted();
    edits.add(new Edit(chat, old, message.text()));
  }

  @Override
  public MessageId sendInvoice(
      TelegramUserId chat, InvoiceId id, Offer offer, Item item, String startParameter) {
    throw new UnsupportedOperationException("nobody buys in a chat here");
  }

  @Override
  public void answerCallbackQuery(String queryId, String text) {
    throw new UnsupportedOperationException("nobody presses anything here");
  }

  @Override
  public void setMyCommands(String language, List<BotCommand> commands) {
    throw new UnsupportedOperationException("there is no menu here");
  }

  @Override
  public void refundStarPayment(TelegramUserId payer, ChargeId charge) {
    failIfScripted();
    refunds.add(charge);
  }

  @Override
  public void editUserStarSubscription(
      TelegramUserId buyer, ChargeId firstCharge, boolean canceled) {
    failIfScripted();
    (canceled ? cancellations : permissions).add(firstCharge);
  }

  @Override
  public List<StarTransaction> getStarTransactions(long offset, int limit) {
    pages.add(offset);
    beforePage.accept(offset);
    var from = (int) Math.min(offset, history.size());
    return List.copyOf(history.subList(from, Math.min(history.size(), from + limit)));
  }

  /** What the list comes to, and the surplus. */
  @Override
  public StarAmount getMyStarBalance() {
    beforeBalance.run();
    return StarTotal.sum(StarTotal.of(List.copyOf(history))).plus(surplus);
  }

  private void failIfScripted() {
    synchronized (faults) {
      if (!faults.isEmpty()) throw faults.remove();
    }
  }
}
