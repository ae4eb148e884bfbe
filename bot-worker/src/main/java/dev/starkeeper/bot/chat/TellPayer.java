package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.RefundNotice;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.store.ReceiptStore;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells payers what came of their charges: one message for each, which says later that it went
 * back. Never touches what was delivered or returned.
 */
public final class TellPayer {
  private static final Logger log = LoggerFactory.getLogger(TellPayer.class);

  private static final int FORBIDDEN = 403;

  private final Database database;
  private final Speaker speaker;
  private final InstantSource clock;

  public TellPayer(Database database, Chats chats, InstantSource clock, ChatConfig config) {
    this.database = database;
    this.speaker = new Speaker(chats, config.phrases(), config.addresses());
    this.clock = clock;
  }

  /**
   * What he has bought. May run twice: after a lost answer he is told twice.
   *
   * @throws TelegramException if another attempt may help
   */
  public void receipt(Subject subject) {
    var receipt =
        database.read(reading -> ReceiptStore.receipt(reading, subject.bot(), subject.charge()));
    if (receipt.isEmpty()) {
      log.info("receipt for {} not wanted", subject.charge().value());
      return;
    }
    var payer = receipt.get().payer();
    tell("receipt for", subject, payer, () -> send(payer, receipt(receipt.get())))
        .ifPresent(message -> keep(subject, message));
    // It may have gone back while this was on its way, when there was no message to say so in yet.
    edit(subject);
  }

  /**
   * That his Stars came back: in the receipt, if he has one, or else why, if nobody asked for it.
   * Where neither is, Telegram's own message is all there is to say. May run twice.
   *
   * @throws TelegramException if another attempt may help
   */
  public void refund(Subject subject) {
    if (edit(subject)) return;
    database
        .inTransaction(tx -> ReceiptStore.notice(tx, subject.bot(), subject.charge()))
        .ifPresentOrElse(
            notice ->
                tell(
                    "refund of", subject, notice.payer(), () -> send(notice.payer(), text(notice))),
            () -> log.info("refund of {} not wanted", subject.charge().value()));
  }

  /** False if there is no receipt, or nothing to change in it. */
  private boolean edit(Subject subject) {
    record Found(MessageId message, Receipt returned) {}
    var found =
        database.read(
            reading -> // the one that is seldom there first
            ReceiptStore.returned(reading, subject.bot(), subject.charge())
                    .flatMap(returned ->
                        ReceiptStore.message(reading, subject.bot(), subject.charge())
                            .map(message -> new Found(message, returned))));
    if (found.isEmpty()) return false;
    var old = found.get().message();
    var payer = found.get().returned().payer();
    var in = speaker.to(payer);
    var message = ChatMessage.with(in.returned(found.get().returned()), speaker.appButton(in));
    tell("return of", subject, payer, () -> speaker.editOrSend(payer.id(), old, message))
        .filter(now -> !now.equals(old))
        .ifPresent(now -> keep(subject, now));
    return true;
  }

  private ChatMessage receipt(Receipt receipt) {
    var in = speaker.to(receipt.payer());
    return ChatMessage.with(in.receipt(receipt), speaker.appButton(in));
  }

  private ChatMessage text(RefundNotice notice) {
    return ChatMessage.plain(speaker.to(notice.payer()).refunded(notice));
  }

  private MessageId send(TelegramUser payer, ChatMessage message) {
    return speaker.chats().send(payer.id(), message);
  }

  private void keep(Subject subject, MessageId message) {
    var now = clock.instant();
    database.inTransactionDo(
        tx -> ReceiptStore.keepMessage(tx, subject.bot(), subject.charge(), message, now));
  }

  private Optional<MessageId> tell(
      String what, Subject subject, TelegramUser payer, Supplier<MessageId> telling) {
    var charge = subject.charge().value();
    try {
      var message = telling.get();
      log.info("{} {} told to {}", what, charge, payer.id().value());
      return Optional.of(message);
    } catch (TelegramException.Refused e) {
      // Blocked, deactivated, never started: a fact about the customer, not a fault.
      log.info("{} {} not taken: {}", what, charge, e.getMessage());
      if (e.code() == FORBIDDEN) noteBlocked(subject, payer);
      return Optional.empty();
    }
  }

  private void noteBlocked(Subject subject, TelegramUser payer) {
    var now = clock.instant();
    database.inTransactionDo(tx -> CustomerStore.noteBlocked(tx, subject.bot(), payer.id(), now));
  }
}
