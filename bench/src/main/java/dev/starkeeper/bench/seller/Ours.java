package dev.starkeeper.bench.seller;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonObject;
import dev.starkeeper.bench.world.Caller.Call;
import dev.starkeeper.bench.world.PlayedBot;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Products;
import dev.starkeeper.sandbox.bot.InitData;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starkeeper: one process of each kind, as {@code ./starkeeper api} and {@code worker} start it.
 */
public final class Ours implements Seller {
  private static final String SERVER_KEY = "bench-server-key-0042";

  private final PlayedBot bot;
  private final Shelf shelf;
  private final Started api;
  private final Started worker;
  private final long before; // payments that were there

  private Ours(PlayedBot bot, Shelf shelf, Started api, Started worker, long before) {
    this.bot = bot;
    this.shelf = shelf;
    this.api = api;
    this.worker = worker;
    this.before = before;
  }

  /** With a new database of that name. */
  public static Ours start(Place place, String name, long botId) throws IOException {
    var shelf = Shelf.create(place.postgres(), name);
    Migrations.migrate(DatabaseConfig.parse(shelf.url()));
    return start(place, shelf, botId);
  }

  /** With a new database in which so many invoices have left what they leave. */
  public static Ours grown(Place place, String name, long botId, long invoices) throws IOException {
    var shelf = Shelf.create(place.postgres(), name);
    Migrations.migrate(DatabaseConfig.parse(shelf.url()));
    Past.fill(shelf, botId, invoices);
    return start(place, shelf, botId);
  }

  /** On a database that is there. */
  public static Ours start(Place place, Shelf shelf, long botId) throws IOException {
    var bot = place.world().telegram().bot(botId + ":AAbenchTokenOfOurs00000000000000042");
    var settings = settings(place, shelf, bot);
    var products = place.products();
    var api =
        Started.start(
            "invoice-api",
            products.command(products.invoiceApi()),
            with(settings, "PORT"),
            place.logs(),
            "/readyz");
    putOnSale(api);
    var before = shelf.number("select count(*) from payment");
    var worker =
        Started.start(
            "bot-worker",
            products.command(products.botWorker()),
            with(settings, "WORKER_PORT"),
            place.logs(),
            "/readyz");
    return new Ours(bot, shelf, api, worker, before);
  }

  private static Map<String, String> settings(Place place, Shelf shelf, PlayedBot bot) {
    var settings = new HashMap<>(Products.harmless(System.getenv()));
    settings.put("BOT_TOKEN", bot.token());
    settings.put("TELEGRAM_API_URL", place.world().telegramUrl());
    settings.put("DATABASE_URL", shelf.url());
    settings.put("SERVER_API_KEYS", "bench:" + SERVER_KEY);
    return settings;
  }

  private static Map<String, String> with(Map<String, String> settings, String port) {
    var more = new HashMap<>(settings);
    more.put(port, "{port}");
    return more;
  }

  private static void putOnSale(Started api) throws IOException {
    var product = new JsonObject();
    product.addProperty("title", "Coins");
    product.addProperty("description", "A hundred coins");
    product.addProperty("stars", STARS);
    product.addProperty("kind", "consumable");
    product.addProperty("unit", "coins");
    product.addProperty("units", 100);
    try (var http = new JsonHttp()) {
      var answer =
          http.put(api.address().uri("/v1/products/" + SKU), "Bearer " + SERVER_KEY, product);
      if (answer.status() >= 300) throw new LaunchFailure("not on sale: " + answer);
    }
  }

  @Override
  public String name() {
    return "Starkeeper";
  }

  @Override
  public PlayedBot bot() {
    return bot;
  }

  @Override
  public Call mint(long user) {
    var fields = new TreeMap<String, String>();
    fields.put("auth_date", Long.toString(System.currentTimeMillis() / 1000));
    fields.put("query_id", "AAHbench" + user);
    fields.put("user", "{\"id\":" + user + ",\"first_name\":\"Ada\",\"language_code\":\"en\"}");
    var authorization = "tma " + InitData.signed(fields, bot.token());
    var order = "{\"sku\":\"" + SKU + "\"}";
    return new Call(HttpMethod.POST, api.address().port(), "/v1/invoices", authorization, order);
  }

  /** An open invoice for each of these users; their payloads, in that sequence. */
  public List<String> openInvoices(List<Long> users) {
    return shelf.texts(
        """
        insert into invoice (bot_id, id, buyer_id, recipient_id, sku, product_version, quantity, stars, state, link,
          created_at, expires_at)
        select %s, gen_random_uuid(), user_id, user_id, '%s', 1, 1, %d, 'OPEN', 'https://t.me/$' || user_id,
          now(), now() + interval '1 hour'
        from unnest('{%s}'::bigint[]) as user_id
        returning id::text
        """
            .formatted(
                bot.token().substring(0, bot.token().indexOf(':')),
                SKU,
                STARS,
                users.stream().map(String::valueOf).collect(joining(","))));
  }

  /** Since it was started. */
  @Override
  public long recorded() {
    return Seller.super.recorded() - before;
  }

  @Override
  public Shelf shelf() {
    return shelf;
  }

  /** Of the api, and of the worker, to ready. */
  public List<Duration> starts() {
    return List.of(api.took(), worker.took());
  }

  @Override
  public List<Running> processes() {
    return List.of(api.process(), worker.process());
  }

  @Override
  public void close() {
    worker.close();
    api.close();
  }
}
