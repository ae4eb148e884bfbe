package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.ChatConfig;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.sale.AskBots;
import dev.starkeeper.telegram.TelegramException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true before updates may be taken from Telegram. */
final class Prepare {
  private static final Logger log = LoggerFactory.getLogger(Prepare.class);

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

  private Prepare() {}

  /**
   * Waits as long as it takes for a database that is away.
   *
   * @return false if the process was asked to stop meanwhile
   * @throws ConfigurationException if the schema is too old
   */
  static boolean schema(
      Database database, DatabaseConfig config, boolean migrate, CountDownLatch askedToStop)
      throws InterruptedException {
    for (var failures = 1; ; failures++) {
      try {
        if (migrate) Migrations.migrate(config);
        Migrations.check(database);
        return true;
      } catch (DatabaseException.Unavailable e) {
        var pause = BACKOFF.pauseAfter(failures, RandomGenerator.getDefault());
        log.warn("{}; again in {}", e.getMessage(), pause);
        if (askedToStop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) return false;
      }
    }
  }

  /** Not the whole address: many put the token into it. */
  private static String hostOf(String webhook) {
    try {
      return String.valueOf(URI.create(webhook).getHost());
    } catch (IllegalArgumentException e) {
      return "an address that is none";
    }
  }

  /**
   * Asks Telegram who the bots are and whether their updates go elsewhere, of all at once. When it
   * cannot be reached, the poll loops will find out. One of several that cannot be used is no
   * reason not to work for the others.
   *
   * @throws ConfigurationException if none can be used
   */
  static void bots(ServedBots bots) throws InterruptedException {
    AskBots.faults(bots.all(), Prepare::fault).forEach(fault -> log.error("{}", fault));
  }

  private static Optional<String> fault(ServedBot bot) {
    try {
      log.info("bot {} is @{}", bot.id().value(), bot.telegram().getMe().username());
      var webhook = bot.telegram().webhookUrl();
      return webhook.isEmpty()
          ? Optional.empty()
          : Optional.of(
              bot.id().value() + ": " + PollUpdates.webhookIsSet("at " + hostOf(webhook)));
    } catch (TelegramException.Refused e) {
      return Optional.of(
          "the BOT_TOKEN of %d is not accepted by Telegram: %s"
              .formatted(bot.id().value(), e.description()));
    } catch (TelegramException e) {
      log.warn("cannot ask Telegram who bot {} is: {}", bot.id().value(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Telegram demands both of whoever sells (facts §3.9). */
  static void tellWhatIsMissing(ChatConfig.Addresses addresses) {
    if (addresses.supportContact().isEmpty()) {
      log.warn("SUPPORT_CONTACT is not set: /paysupport names no way to reach you besides itself");
    }
    if (addresses.termsUrl().isEmpty()) {
      log.warn("TERMS_URL is not set: /terms has nothing to show, and Telegram asks for terms");
    }
  }
}
