package dev.starkeeper.acceptance.model;

import dev.starkeeper.bot.AnswerPreCheckouts;
import dev.starkeeper.bot.HoldInvoices;
import dev.starkeeper.bot.NoticeGaps;
import dev.starkeeper.bot.PollUpdates;
import dev.starkeeper.bot.PollWatch;
import dev.starkeeper.bot.RecordUpdates;
import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.lead.Leadership;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.InstantSource;

/** A worker that does a step when it is told to, and is thrown away to be killed. */
record Worker(PollUpdates poll, AnswerPreCheckouts answer, RecordUpdates record) {
  private static final Duration HOLD = Duration.ofSeconds(60);

  static Worker start(
      Database database,
      Telegram telegram,
      BotId bot,
      InstantSource clock,
      RecordPayments recordPayments) {
    var hold = new HoldInvoices(database, bot, clock, HOLD);
    var meters = BotMeters.unseen();
    var answer = new AnswerPreCheckouts(telegram, hold, new Phrases(), meters.preCheckouts());
    var record = new RecordUpdates(database, bot, clock, recordPayments, meters.recording());
    var gaps = new NoticeGaps(() -> {}, clock); // the script says when the history is read
    var watch = new PollWatch(gaps, meters.polls());
    var poll = new PollUpdates(telegram, answer, record, watch, Leadership.ALONE);
    return new Worker(poll, answer, record);
  }

  /** False if it failed, and would be tried again. */
  boolean step() {
    try {
      poll.run();
      return true;
    } catch (TelegramException | DatabaseException e) {
      return false;
    }
  }
}
