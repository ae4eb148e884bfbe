package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.SweepChats;
import dev.starkeeper.bot.lead.LeadBots;
import dev.starkeeper.bot.meter.StandingFigures;
import dev.starkeeper.bot.payment.AssignPayment;
import dev.starkeeper.bot.payment.ExpireEntitlements;
import dev.starkeeper.bot.payment.ExpireInvoices;
import dev.starkeeper.bot.payment.ExpireSubscriptions;
import dev.starkeeper.bot.payment.SweepRefunds;
import dev.starkeeper.bot.webhook.WebhookWork;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.Environment;
import dev.starkeeper.db.Exit;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.otlp.Tracing;
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
    var clock = InstantSource.system();
    try (var _ = Tracing.start(config.running().traces(), clock);
        var meters = new Meters("bot-worker");
        var database = Database.open(config.database(), "bot-worker", meters.ofPool());
        var bots = ServedBots.open(config, database, clock, meters)) {
      var migrate = config.running().migrateOnStart();
      if (!Prepare.schema(database, config.database(), migrate, askedToStop)) return;
      Prepare.bots(bots);
      Prepare.tellWhatIsMissing(config.chat().addresses());
      meters.add(new StandingFigures(database, bots.ids(), clock));
      work(config, database, bots, clock, meters, askedToStop);
    }
  }

  private static void work(
      BotWorkerConfig config,
      Database database,
      ServedBots bots,
      InstantSource clock,
      Meters meters,
      CountDownLatch askedToStop)
      throws Exception {
    var breakdown = new Breakdown(askedToStop);
    var ofCharges = bots.ofCharges(new AssignPayment(database, clock));
    var talk =
        new ChatTasks(
            bot -> bots.tasksOf(bot).answerChats(), bot -> bots.tasksOf(bot).tellAnswer());
    var reconcile =
        new ReconcileTasks(
            bots.ids(),
            bot -> bots.tasksOf(bot).reconcile().run(),
            config.times().reconcileEvery(),
            clock);
    // Closed in reverse: first no new updates, then the answers under way, then the tasks.
    try (var health = Health.serve(config.running().port(), database, meters);
        var work =
            BackgroundWork.start(
                database.connections(),
                ofCharges,
                ofClock(config, database, clock),
                talk.all(),
                reconcile,
                askedToStop);
        var webhooks = webhooks(config, database, clock);
        var _ = Loop.start("wake-webhooks", webhooks::wake, breakdown);
        AutoCloseable _ = bots::finishAnswers;
        var _ =
            LeadBots.start(
                config.database(), bots.polls(work::reconcileNow, breakdown), breakdown)) {
      log.info("working for {} bots; health on http://127.0.0.1:{}", bots.size(), health.port());
      bots.publishCommands();
      askedToStop.await();
      log.info("stopping");
      breakdown.check();
    }
  }

  private static BackgroundWork.OfClock ofClock(
      BotWorkerConfig config, Database database, InstantSource clock) {
    var grace = config.rules().grace();
    var sweepRefunds = new SweepRefunds(database, clock);
    var sweepChats = new SweepChats(database, clock);
    return new BackgroundWork.OfClock(
        new ForgetIdempotencyKeys(database, clock)::forget,
        Map.of(
            "expire-invoices",
            new ExpireInvoices(database, clock)::expire,
            "expire-subscriptions",
            new ExpireSubscriptions(database, clock, grace)::expire,
            "expire-entitlements",
            new ExpireEntitlements(database, clock, grace)::expire),
        () -> {
          sweepRefunds.sweep();
          sweepChats.sweep();
        });
  }

  private static WebhookWork webhooks(
      BotWorkerConfig config, Database database, InstantSource clock) {
    return WebhookWork.start(
        database, config.database(), clock, config.running().privateWebhooks());
  }
}
