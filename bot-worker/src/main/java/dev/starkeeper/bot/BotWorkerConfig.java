package dev.starkeeper.bot;

import dev.starkeeper.bot.payment.RecordingRules;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Environment;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.SettlementPolicy.Undeliverable;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.TelegramConfig;
import java.time.Duration;

/**
 * The worker's settings.
 *
 * @param port for health, on loopback; 0 takes any free one
 */
record BotWorkerConfig(
    TelegramConfig telegram,
    DatabaseConfig database,
    boolean migrateOnStart,
    Times times,
    RecordingRules rules,
    int port) {

  /**
   * How long things take.
   *
   * @param checkoutHold how long an approved pre-checkout keeps others off the invoice
   * @param reconcileEvery the pause after which Telegram's history is read again
   */
  record Times(Duration checkoutHold, Duration reconcileEvery) {}

  private static final int STANDARD_PORT = 8082;
  private static final int HIGHEST_PORT = 65_535;

  /** Throws {@link dev.starkeeper.db.ConfigurationException} with all faults at once. */
  static BotWorkerConfig from(Environment environment) {
    var token = environment.required("BOT_TOKEN", BotToken::new);
    var apiUrl =
        environment.optional(
            "TELEGRAM_API_URL", TelegramConfig::parseApiUrl, TelegramConfig.TELEGRAM);
    var testEnvironment = environment.flag("TELEGRAM_TEST_ENVIRONMENT", false);
    var database = environment.required("DATABASE_URL", DatabaseConfig::parse);
    var migrate = environment.flag("MIGRATE_ON_START", false);
    var hold = environment.duration("CHECKOUT_HOLD", Duration.ofSeconds(60));
    var reconcileEvery = environment.duration("RECONCILE_EVERY", Duration.ofMinutes(5));
    var standard = SettlementPolicy.STANDARD;
    var duplicate =
        environment.optional(
            "DUPLICATE_PAYMENT", BotWorkerConfig::undeliverable, standard.duplicate());
    var unmatched =
        environment.optional(
            "UNMATCHED_PAYMENT", BotWorkerConfig::undeliverable, standard.unmatched());
    var grace = environment.duration("SUBSCRIPTION_GRACE", Duration.ofHours(1));
    var port = environment.integer("WORKER_PORT", STANDARD_PORT, 0, HIGHEST_PORT);
    environment.check();
    return new BotWorkerConfig(
        new TelegramConfig(token.get(), apiUrl.get(), testEnvironment.get()),
        database.get(),
        migrate.get(),
        new Times(hold.get(), reconcileEvery.get()),
        new RecordingRules(new SettlementPolicy(duplicate.get(), unmatched.get()), grace.get()),
        port.get());
  }

  private static Undeliverable undeliverable(String text) {
    return switch (text) {
      case "refund" -> Undeliverable.REFUND;
      case "hold" -> Undeliverable.HOLD;
      default -> throw new IllegalArgumentException("neither refund nor hold: " + text);
    };
  }
}
