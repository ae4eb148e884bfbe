package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.AnswerChats;
import dev.starkeeper.bot.chat.PacedChats;
import dev.starkeeper.bot.chat.TellAnswer;
import dev.starkeeper.bot.chat.TellPayer;
import dev.starkeeper.bot.history.Reconcile;
import dev.starkeeper.bot.lead.Leadership;
import dev.starkeeper.bot.lead.Poller;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.telegram.PengradTelegram;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramConfig;
import java.time.InstantSource;

/** A bot that this worker works for, and what is done in its name. */
final class ServedBot implements AutoCloseable {
  private final BotId id;
  private final InstantSource clock;
  private final BotMeters meters;
  private final PengradTelegram telegram;
  private final AnswerPreCheckouts answerPreCheckouts;
  private final RecordUpdates recordUpdates;
  private final Tasks tasks;

  /** What tasks do for it. */
  record Tasks(
      TellPayer tellPayer,
      CountRefunds refunds,
      AnswerChats answerChats,
      TellAnswer tellAnswer,
      Reconcile reconcile) {}

  ServedBot(
      TelegramConfig of,
      BotWorkerConfig config,
      Database database,
      InstantSource clock,
      BotMeters meters) {
    this.id = of.token().botId();
    this.clock = clock;
    this.meters = meters;
    this.telegram = new PengradTelegram(of);
    var hold = new HoldInvoices(database, id, clock, config.times().checkoutHold());
    this.answerPreCheckouts =
        new AnswerPreCheckouts(telegram, hold, config.chat().phrases(), meters.preCheckouts());
    var recordPayments = new RecordPayments(database, id, clock, config.rules());
    this.recordUpdates = new RecordUpdates(database, id, clock, recordPayments, meters.recording());
    var refundPayment = new RefundPayment(database, telegram, clock, recordPayments);
    var chats = new PacedChats(telegram.chats(), clock, PacedChats.Rest.SLEEPING);
    var bot = new Bot(id, telegram);
    this.tasks =
        new Tasks(
            new TellPayer(database, chats, clock, config.chat()),
            new CountRefunds(refundPayment, meters.refunds()),
            new AnswerChats(database, bot, chats, config.chat(), clock),
            new TellAnswer(database, chats, clock, config.chat()),
            new Reconcile(database, bot, clock, recordPayments, meters.recording()));
  }

  BotId id() {
    return id;
  }

  Telegram telegram() {
    return telegram;
  }

  Tasks tasks() {
    return tasks;
  }

  /** For one time of polling, from Telegram's oldest update on; {@code reconcile} may throw. */
  PollUpdates poll(Leadership leadership, Runnable reconcile) {
    var watch = new PollWatch(new NoticeGaps(reconcile, clock), meters.polls());
    return new PollUpdates(telegram, answerPreCheckouts, recordUpdates, watch, leadership);
  }

  /** {@code poller} runs from now on, until it is closed. */
  Poller watched(Poller poller) {
    meters.polls().begins();
    return () -> {
      try {
        poller.close();
      } finally {
        meters.polls().ends();
      }
    };
  }

  /** Lets the answers to buyers that are under way arrive. */
  void finishAnswers() {
    answerPreCheckouts.close();
  }

  @Override
  public void close() {
    telegram.close();
  }
}
