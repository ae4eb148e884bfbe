package dev.starkeeper.invoice;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Environment;
import dev.starkeeper.invoice.caller.ApiKeys;
import dev.starkeeper.invoice.http.HttpConfig;
import dev.starkeeper.otlp.TraceConfig;
import dev.starkeeper.sale.BotsConfig;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.telegram.TelegramConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The API's settings. */
record InvoiceApiConfig(
    List<TelegramConfig> bots,
    DatabaseConfig database,
    Running running,
    HttpConfig http,
    CallerConfig callers,
    SaleConfig sale) {

  private static final int STANDARD_PORT = 8080;
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_PER_MINUTE = 1_000_000; // beyond it, 0 is meant
  // A time beyond it is a slip of the pen, and a much later one is none that can be stored.

  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  /**
   * How the process runs.
   *
   * @param traces where they go, if anywhere
   */
  record Running(boolean migrateOnStart, Optional<TraceConfig> traces) {}

  /** Whose calls are believed, and how long Telegram's word for a user holds. */
  record CallerConfig(ApiKeys keys, Duration initDataMaxAge) {}

  /** How invoices are made, and how long access goes on while a renewal is missed. */
  record SaleConfig(MintPolicy mint, Duration grace) {}

  /** Throws {@link dev.starkeeper.db.ConfigurationException} with all faults at once. */
  static InvoiceApiConfig from(Environment environment) {
    var bots = BotsConfig.read(environment);
    var database = environment.required("DATABASE_URL", DatabaseConfig::parse);
    var migrate = environment.flag("MIGRATE_ON_START", false);
    var port = environment.integer("PORT", STANDARD_PORT, 0, HIGHEST_PORT);
    var address =
        environment.optional(
            "BIND_ADDRESS", InvoiceApiConfig::address, InetAddress.ofLiteral("127.0.0.1"));
    var origins = environment.optional("CORS_ORIGINS", InvoiceApiConfig::origins, Set.<String>of());
    var keys = environment.optional("SERVER_API_KEYS", ApiKeys::parse, ApiKeys.NONE);
    var maxAge = environment.duration("INIT_DATA_MAX_AGE", Duration.ofHours(24));
    var ttl = environment.duration("INVOICE_TTL", Duration.ofHours(1));
    var perMinute = environment.integer("MINT_LIMIT_PER_MINUTE", 20, 0, MOST_PER_MINUTE);
    var grace = environment.duration("SUBSCRIPTION_GRACE", Duration.ofHours(1));
    var traces = TraceConfig.read(environment, "invoice-api");
    environment.check();
    checkKeys(keys.get(), bots.get());
    return new InvoiceApiConfig(
        bots.get(),
        database.get(),
        new Running(migrate.get(), traces.get()),
        new HttpConfig(new InetSocketAddress(address.get(), port.get()), origins.get()),
        new CallerConfig(keys.get(), maxAge.get()),
        new SaleConfig(new MintPolicy(ttl.get(), perMinute.get()), grace.get()));
  }

  private static void checkKeys(ApiKeys keys, List<TelegramConfig> bots) {
    var unknown = new HashSet<>(keys.bots());
    bots.forEach(bot -> unknown.remove(bot.token().botId()));
    if (unknown.isEmpty()) return;
    var named = unknown.stream().map(bot -> Long.toString(bot.value())).sorted();
    throw new ConfigurationException(
        List.of(
            "SERVER_API_KEYS: there is no token of bot "
                + named.collect(Collectors.joining(", "))));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address of this machine: " + text, e);
    }
  }

  private static Set<String> origins(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(origin -> origin(origin.strip()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As a browser writes it, since it is compared as text. */
  private static String origin(String text) {
    if (ORIGIN.matcher(text).matches()) return text;
    throw new IllegalArgumentException(
        "not an origin such as https://shop.example, in lower case and without a path: " + text);
  }
}
