package dev.starkeeper.bot;

import dev.starkeeper.bot.lead.Leadership;
import dev.starkeeper.bot.lead.Poller;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.AssignPayment;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bots that this worker works for. What is owed by another one is left to other workers. */
final class ServedBots implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServedBots.class);

  // A person must act: until he has, it is said often enough to be seen.
  private static final Duration UNUSABLE = Duration.ofMinutes(1);

  private final Map<BotId, ServedBot> bots;

  private ServedBots(Map<BotId, ServedBot> bots) {
    this.bots = bots;
  }

  static ServedBots open(
      BotWorkerConfig config, Database database, InstantSource clock, Meters meters) {
    var bots = new LinkedHashMap<BotId, ServedBot>();
    for (var one : config.bots()) {
      var bot = one.token().botId();
      var ofBot = BotMeters.of(meters.registry(), bot, clock);
      bots.put(bot, new ServedBot(one, config, database, clock, ofBot));
    }
    return new ServedBots(bots);
  }

  Collection<ServedBot> all() {
    return bots.values();
  }

  Collection<BotId> ids() {
    return bots.keySet();
  }

  int size() {
    return bots.size();
  }

  /** Throws {@link NotServedHere}. */
  ServedBot.Tasks tasksOf(BotId bot) {
    var served = bots.get(bot);
    if (served == null) throw new NotServedHere(bot);
    return served.tasks();
  }

  BackgroundWork.OfCharges ofCharges(AssignPayment assignPayment) {
    return new BackgroundWork.OfCharges(
        subject -> tasksOf(subject.bot()).tellPayer().receipt(subject),
        subject -> tasksOf(subject.bot()).refunds().refund(subject),
        subject -> tasksOf(subject.bot()).tellPayer().refund(subject),
        assignPayment::assign);
  }

  /**
   * How each bot's poller is started.
   *
   * @param reconcileNow has a bot's history read soon
   * @param whenBroken is told of what makes it impossible to poll on
   */
  Map<BotId, Function<Leadership, Poller>> polls(
      Consumer<BotId> reconcileNow, Consumer<Throwable> whenBroken) {
    var polls = new LinkedHashMap<BotId, Function<Leadership, Poller>>();
    bots.forEach((id, bot) ->
        polls.put(
            id,
            leadership -> {
              var poll = bot.poll(leadership, () -> reconcileNow.accept(id));
              var name = "poll-updates-" + id.value();
              return bot.watched(Loop.start(name, step(id, poll), whenBroken));
            }));
    return polls;
  }

  /** One bot of several that cannot be polled does not end the work for the others. */
  private Step step(BotId bot, PollUpdates poll) {
    var isOne = bots.size() == 1;
    return () -> {
      try (var _ = LogScope.open().with(LogScope.BOT, bot.value())) {
        return poll.run();
      } catch (ConfigurationException e) {
        if (isOne) throw e;
        return unusable(bot, e.getMessage());
      } catch (TelegramException.Refused e) {
        if (isOne) throw e;
        return unusable(bot, e.getMessage());
      }
    };
  }

  private static Duration unusable(BotId bot, @Nullable String why) {
    log.error("bot {} cannot be polled: {}; again in {}", bot.value(), why, UNUSABLE);
    return UNUSABLE;
  }

  /** Puts each bot's commands into its menu; whoever cannot be reached keeps his old ones. */
  void publishCommands() {
    for (var bot : bots.values()) {
      Thread.ofVirtual().name("publish-commands").start(bot.tasks().answerChats()::publishCommands);
    }
  }

  /** In each bot's name, at once. */
  void finishAnswers() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      bots.values().forEach(bot -> threads.execute(bot::finishAnswers));
    }
  }

  @Override
  public void close() {
    bots.values().forEach(ServedBot::close);
  }
}
