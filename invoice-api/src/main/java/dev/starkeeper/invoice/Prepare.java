package dev.starkeeper.invoice;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.sale.AskBots;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true before requests may be taken. */
final class Prepare {
  private static final Logger log = LoggerFactory.getLogger(Prepare.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  // Long enough to leave a recovering database alone, short enough to be there when it is.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private Prepare() {}

  /**
   * Waits as long as it takes for a database that is away.
   *
   * @return false if the process was asked to stop meanwhile
   * @throws ConfigurationException if the schema is too old
   */
  static boolean schema(InvoiceApiConfig config, Database database, CountDownLatch askedToStop)
      throws InterruptedException {
    for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
      try {
        if (config.running().migrateOnStart()) Migrations.migrate(config.database());
        Migrations.check(database);
        return true;
      } catch (DatabaseException.Unavailable e) {
        log.warn("{}; again in {}", e.getMessage(), pause);
        if (askedToStop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) return false;
      }
    }
  }

  /** Twice as long, with a jitter so that processes started together do not come back together. */
  private static Duration longer(Duration pause) {
    var twice = pause.plusMillis(ThreadLocalRandom.current().nextLong(1, 2 * pause.toMillis()));
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /**
   * Asks Telegram who the bots are, of all at once. When it cannot be reached, the first buyer will
   * find out. One of several whose token is wrong is no reason not to sell for the others.
   *
   * @throws ConfigurationException if no token is accepted
   */
  static void bots(List<ServedBot> bots) throws InterruptedException {
    AskBots.faults(bots, Prepare::fault).forEach(fault -> log.error("{}", fault));
  }

  private static Optional<String> fault(ServedBot bot) {
    try {
      log.info("selling for @{}", bot.telegram().getMe().username());
    } catch (TelegramException e) {
      if (e instanceof TelegramException.Refused refused && isAboutTheToken(refused)) {
        return Optional.of(
            "the BOT_TOKEN of %d is not accepted by Telegram: %s"
                .formatted(bot.token().botId().value(), refused.description()));
      }
      log.warn("cannot ask Telegram who we are: {}", e.getMessage());
    }
    return Optional.empty();
  }

  /** 401 when it is well formed and wrong or revoked, 404 when it is not (facts §2.2). */
  private static boolean isAboutTheToken(TelegramException.Refused refused) {
    return refused.code() == 401 || refused.code() == 404;
  }
}
