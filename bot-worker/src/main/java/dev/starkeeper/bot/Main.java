package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.AnswerChats;
import dev.starkeeper.bot.chat.KeepChats;
import dev.starkeeper.bot.chat.PacedChats;
import dev.starkeeper.bot.chat.TellAnswer;
import dev.starkeeper.bot.chat.TellPayer;
import dev.starkeeper.bot.history.Reconcile;
import dev.starkeeper.bot.payment.AssignPayment;
import dev.starkeeper.bot.payment.ExpireEntitlements;
import dev.starkeeper.bot.payment.ExpireInvoices;
import dev.starkeeper.bot.payment.ExpireSubscriptions;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.bot.payment.SweepRefunds;
import dev.starkeeper.bot.webhook.WebhookWork;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.Environment;
import dev.starkeeper.db.Exit;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.telegram.PengradTelegram;
import dev.starkeeper.telegram.Telegram;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot-worker process. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  static void main() {
    Exit.with(
        askedToStop -> run(BotWorkerConfig.from(new Environment(System.getenv())), askedToStop));
  }

  private static void run(BotWorkerConfig config, CountDownLatch askedToStop) throws Exception {
    try (var database = Database.open(config.database(), "bot-worker");
        var telegram = new PengradTelegram(config.telegram())) {
      var migrate = config.running().migrateOnStart();
      if (!Prepare.schema(database, config.database(), migrate, askedToStop)) return;
      Prepare.bot(telegram);
      Prepare.tellWhatIsMissing(config.chat().addresses());
      work(config, database, telegram, askedToStop);
    }
  }

  private static void work(
      BotWorkerConfig config,
      Database database,
      PengradTelegram telegram,
      CountDownLatch askedToStop)
      throws Exception {
    var clock = InstantSource.system();
    var bot = config.telegram().token().botId();
    var phrases = config.chat().phrases();
    var hold = new HoldInvoices(database, bot, clock, config.times().checkoutHold());
    var recordPayments = new RecordPayments(database, bot, clock, config.rules());
    var recordUpdates = new RecordUpdates(database, bot, clock, recordPayments);
    var chats = new PacedChats(telegram.chats(), clock, PacedChats.Rest.SLEEPING);
    var tellPayer = new TellPayer(database, chats, clock, config.chat());
    var answerChats =
        new AnswerChats(database, new Bot(bot, telegram), chats, config.chat(), clock);
    var ofChats = new ChatTasks(answerChats, new TellAnswer(database, chats, clock, config.chat()));
    var ofCharges =
        new BackgroundWork.OfCharges(
            tellPayer::receipt,
            new RefundPayment(database, telegram, clock, recordPayments)::refund,
            tellPayer::refund,
            new AssignPayment(database, clock)::assign);
    var ofClock = ofClock(config, database, telegram, clock, recordPayments);
    // Closed in reverse: first no new updates, then the answers under way, then the tasks.
    try (var health = Health.serve(config.running().port(), database);
        var work =
            BackgroundWork.start(
                database.connections(), ofCharges, ofClock, ofChats.all(), clock, askedToStop);
        var webhooks = webhooks(config, database, clock);
        var _ = Loop.start("wake-webhooks", webhooks::wake, askedToStop::countDown);
        var answer = new AnswerPreCheckouts(telegram, hold, phrases);
        var poll =
            Loop.start(
                "poll-updates",
                new PollUpdates(
                    telegram, answer, recordUpdates, new NoticeGaps(work::reconcileNow, clock)),
                askedToStop::countDown)) {
      log.info("polling bot {}; health on http://127.0.0.1:{}", bot.value(), health.port());
      Thread.ofVirtual().name("publish-commands").start(answerChats::publishCommands);
      askedToStop.await();
      log.info("stopping");
      poll.check();
    }
  }

  private static BackgroundWork.OfClock ofClock(
      BotWorkerConfig config,
      Database database,
      Telegram telegram,
      InstantSource clock,
      RecordPayments recordPayments) {
    var bot = config.telegram().token().botId();
    var sweepRefunds = new SweepRefunds(database, clock);
    var keepChats = new KeepChats(database, bot, clock);
    return new BackgroundWork.OfClock(
        new ForgetIdempotencyKeys(database, clock)::forget,
        Map.of(
            "expire-invoices",
            new ExpireInvoices(database, clock)::expire,
            "expire-subscriptions",
            new ExpireSubscriptions(database, clock, config.rules().grace())::expire,
            "expire-entitlements",
            new ExpireEntitlements(database, clock, config.rules().grace())::expire),
        () -> {
          sweepRefunds.sweep();
          keepChats.sweep();
        },
        new Reconcile(database, telegram, bot, clock, recordPayments)::run,
        config.times().reconcileEvery());
  }

  private static WebhookWork webhooks(
      BotWorkerConfig config, Database database, InstantSource clock) {
    return WebhookWork.start(
        database, config.database(), clock, config.running().privateWebhooks());
  }
}
