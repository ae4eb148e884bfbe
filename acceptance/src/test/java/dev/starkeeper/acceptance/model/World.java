package dev.starkeeper.acceptance.model;

import dev.starkeeper.bot.history.Reconcile;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.AssignPayment;
import dev.starkeeper.bot.payment.ExpireSubscriptions;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RecordingRules;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.invoice.sale.KeepCatalogue;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.Supply;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.PengradTelegram;
import dev.starkeeper.telegram.TelegramConfig;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.function.Consumer;

/** One merchant with his bot, his shop, his worker and his books, for one script. */
final class World implements AutoCloseable {
  static final Duration GRACE = Duration.ofHours(1);

  private static final int STEPS = 12; // enough for every fault and some batches
  private static final int ROUNDS = 3; // a task's refund is an update, which may owe a task

  private final Stage stage;
  private final PlayedBot bot;
  private final BotId id;
  private final PengradTelegram telegram;
  private final UnreliableConnections connections;
  private final Database database;
  private final RecordPayments recordPayments;
  private final Deeds deeds = new Deeds();
  private Worker worker;

  private World(Stage stage, PlayedBot bot) {
    this.stage = stage;
    this.bot = bot;
    var token = new BotToken(bot.token());
    id = token.botId();
    telegram = new PengradTelegram(new TelegramConfig(token, bot.sandbox().toString(), false));
    connections = new UnreliableConnections(stage.database().connections());
    database = Database.over(connections.source());
    var rules = new RecordingRules(SettlementPolicy.STANDARD, GRACE);
    recordPayments = new RecordPayments(database, id, stage.clock(), rules);
    worker = aWorker();
  }

  /** With everything on the shelves, and nothing sold. */
  static World begin(Stage stage, long seed) {
    var world = new World(stage, stage.aBot(seed));
    for (var ware : Ware.values()) {
      world.catalogue().put(ware.sku(), ware.at(ware.stars(), true, ware.supply()));
      if (ware.supply().stock() != Supply.NONE) {
        world.deeds.stocked(ware, new Deeds.Stock(ware.supply().stock(), 0));
      }
    }
    world.reconcile();
    return world;
  }

  Stage stage() {
    return stage;
  }

  PlayedBot bot() {
    return bot;
  }

  BotId id() {
    return id;
  }

  PengradTelegram telegram() {
    return telegram;
  }

  UnreliableConnections connections() {
    return connections;
  }

  Deeds deeds() {
    return deeds;
  }

  Worker worker() {
    return worker;
  }

  KeepCatalogue catalogue() {
    return new KeepCatalogue(stage.database(), id, stage.clock());
  }

  OurBooks ours() {
    return OurBooks.read(stage.database(), id);
  }

  private Worker aWorker() {
    var held = new HeldTelegram(telegram, connections);
    return Worker.start(database, held, id, stage.clock(), recordPayments);
  }

  /** The worker is gone, with its offset and all that it remembered; another one starts. */
  void killWorker() {
    worker.answer().close();
    worker = aWorker();
  }

  /** Until no update waits, or it fails again and again. */
  void workAll() {
    for (var i = 0; i < STEPS; i++) {
      if (worker.step() && bot.waiting() == 0) return;
    }
  }

  /** The work that is owed for charges; what fails stays owed. */
  void doTasks() {
    var refund = new RefundPayment(database, telegram, stage.clock(), recordPayments);
    doTasks(OwedWorkStore.REFUND.getTaskName(), refund::refund);
    var assign = new AssignPayment(database, stage.clock());
    doTasks(OwedWorkStore.ASSIGNMENT.getTaskName(), assign::assign);
  }

  private void doTasks(String task, Consumer<OwedWorkStore.Subject> work) {
    for (var charge : OwedWork.of(stage.database(), id, task)) {
      try {
        work.accept(new OwedWorkStore.Subject(id, new ChargeId(charge)));
      } catch (TelegramException | DatabaseException e) {
        continue; // it is tried again
      }
      OwedWork.done(stage.database(), id, task, charge);
    }
  }

  void expire() {
    new ExpireSubscriptions(database, stage.clock(), GRACE).expire();
  }

  /** Brings back what no update told. */
  void reconcile() {
    new Reconcile(
            database,
            new Bot(id, telegram),
            stage.clock(),
            recordPayments,
            BotMeters.unseen().recording())
        .run();
  }

  /** Nothing goes wrong any more, and everybody has time. */
  void settle() {
    connections.mend();
    bot.done("PUT", "faults", "{}");
    bot.settle();
    for (var i = 0; i < ROUNDS; i++) {
      workAll();
      doTasks();
      reconcile();
    }
    workAll();
    expire();
  }

  @Override
  public void close() {
    worker.answer().close();
    telegram.close();
    bot.done("DELETE", "state", "");
  }
}
