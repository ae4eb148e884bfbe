package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.ChatConfig;
import dev.starkeeper.bot.chat.ChatConfig.Addresses;
import dev.starkeeper.bot.chat.PhraseFiles;
import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.payment.RecordingRules;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Environment;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.SettlementPolicy.Undeliverable;
import dev.starkeeper.otlp.TraceConfig;
import dev.starkeeper.sale.BotsConfig;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.telegram.TelegramConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The worker's settings. */
record BotWorkerConfig(
    List<TelegramConfig> bots,
    DatabaseConfig database,
    Running running,
    Times times,
    RecordingRules rules,
    ChatConfig chat) {

  /**
   * How the process runs.
   *
   * @param port for health, on loopback; 0 takes any free one
   * @param privateWebhooks whether webhooks may go to addresses that are not public
   * @param traces where they go, if anywhere
   */
  record Running(
      boolean migrateOnStart, int port, boolean privateWebhooks, Optional<TraceConfig> traces) {}

  /**
   * How long things take.
   *
   * @param checkoutHold how long an approved pre-checkout keeps others off the invoice
   * @param reconcileEvery the pause after which Telegram's history is read again
   */
  record Times(Duration checkoutHold, Duration reconcileEvery) {}

  private static final int STANDARD_PORT = 8082;
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_PER_MINUTE = 1_000_000; // beyond it, 0 is meant

  /** Throws {@link dev.starkeeper.db.ConfigurationException} with all faults at once. */
  static BotWorkerConfig from(Environment environment) {
    var bots = BotsConfig.read(environment);
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
    var ttl = environment.duration("INVOICE_TTL", Duration.ofHours(1));
    var perMinute = environment.integer("MINT_LIMIT_PER_MINUTE", 20, 0, MOST_PER_MINUTE);
    var addresses = addresses(environment);
    var phrases = phrases(environment);
    var privateWebhooks = environment.flag("WEBHOOK_ALLOW_PRIVATE", false);
    var traces = TraceConfig.read(environment, "bot-worker");
    environment.check();
    return new BotWorkerConfig(
        bots.get(),
        database.get(),
        new Running(migrate.get(), port.get(), privateWebhooks.get(), traces.get()),
        new Times(hold.get(), reconcileEvery.get()),
        new RecordingRules(new SettlementPolicy(duplicate.get(), unmatched.get()), grace.get()),
        new ChatConfig(
            phrases.get(),
            addresses.get(),
            new MintPolicy(ttl.get(), perMinute.get()),
            grace.get()));
  }

  private static Supplier<Addresses> addresses(Environment environment) {
    var nowhere = Optional.<String>empty();
    var contact =
        environment.optional(
            "SUPPORT_CONTACT", text -> Optional.of(ChatConfig.parseContact(text)), nowhere);
    var terms =
        environment.optional("TERMS_URL", text -> Optional.of(ChatConfig.parseUrl(text)), nowhere);
    var app =
        environment.optional(
            "MINI_APP_URL", text -> Optional.of(ChatConfig.parseUrl(text)), nowhere);
    return () -> new Addresses(contact.get(), terms.get(), app.get());
  }

  /** Each fault in the merchant's own phrases is told. */
  private static Supplier<Phrases> phrases(Environment environment) {
    var faults = new ArrayList<String>();
    var phrases =
        environment.optional(
            "PHRASES_DIR",
            text -> PhraseFiles.overriddenBy(Path.of(text), faults::add),
            new Phrases());
    faults.forEach(fault -> environment.complain("PHRASES_DIR: " + fault));
    return phrases;
  }

  private static Undeliverable undeliverable(String text) {
    return switch (text) {
      case "refund" -> Undeliverable.REFUND;
      case "hold" -> Undeliverable.HOLD;
      default -> throw new IllegalArgumentException("neither refund nor hold: " + text);
    };
  }
}
