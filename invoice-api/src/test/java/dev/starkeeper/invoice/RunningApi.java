package dev.starkeeper.invoice;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Environment;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.db.TestDatabase.Role;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.telegram.BotToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** The whole API on a free port, with a database and a Telegram of its own, and a client. */
public final class RunningApi implements AutoCloseable {
  static final String TOKEN = "987654321:AAtest-token-that-is-no-secret-at-all";
  static final BotId BOT = new BotToken(TOKEN).botId();
  public static final String SERVER_KEY = "sixteen-or-more-characters";
  static final long BUYER = 4_200_000_001L;

  /** What the clock shows before a test moves it. */
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final ScriptedTelegram telegram;
  public final TestDatabase database;
  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  final PlayedWorker worker;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Database pool;
  private final Meters meters = new Meters("invoice-api");
  private final ServedBots bots;
  private final InvoiceApi api;
  private final String url;

  RunningApi(
      TestDatabase database, Database pool, ScriptedTelegram telegram, Map<String, String> more) {
    this.database = database;
    this.telegram = telegram;
    this.pool = pool;
    var config = config(database, telegram, more);
    bots = ServedBots.open(config.bots());
    worker = new PlayedWorker(database.database(), now::get);
    api = InvoiceApi.start(config, pool, bots.all(), now::get, meters);
    url = api.url();
  }

  public static RunningApi start() {
    return start(Map.of());
  }

  /** With further settings. */
  static RunningApi start(Map<String, String> more) {
    var database = TestDatabase.copy();
    return new RunningApi(database, asApi(database), ScriptedTelegram.start(), more);
  }

  /** Whose database is away, as its requests find out after three seconds. */
  static RunningApi startWithoutDatabase() {
    var nowhere = DatabaseConfig.parse("postgresql://nobody:hidden-word@127.0.0.1:1/none");
    var pool = Database.open(nowhere, "test");
    return new RunningApi(TestDatabase.copy(), pool, ScriptedTelegram.start(), Map.of());
  }

  /** A second process beside this one: the same database and Telegram, nothing else. */
  RunningApi another() {
    return another(Map.of());
  }

  /** The same with further settings. */
  RunningApi another(Map<String, String> more) {
    return new RunningApi(database, asApi(database), telegram, more);
  }

  /** With the API's own rights, as in an installation; a test's facts are written with all. */
  private static Database asApi(TestDatabase database) {
    return Database.open(database.as(Role.API), "test");
  }

  static InvoiceApiConfig config(
      TestDatabase database, ScriptedTelegram telegram, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("BOT_TOKEN", TOKEN, "PORT", "0"));
    settings.put("DATABASE_URL", database.url(Role.API));
    settings.put("TELEGRAM_API_URL", telegram.url());
    settings.put("SERVER_API_KEYS", "shop:" + SERVER_KEY + ",other:another-key-of-a-server");
    settings.putAll(more);
    return InvoiceApiConfig.from(new Environment(settings));
  }

  public URI uri(String path) {
    return URI.create(url + path);
  }

  String initData(long user) {
    return SignedInitData.of(TOKEN, user, now.get());
  }

  /** A request of this user's Mini App. */
  HttpRequest.Builder asUser(long user, String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "tma " + initData(user));
  }

  HttpRequest.Builder asBuyer(String path) {
    return asUser(BUYER, path);
  }

  HttpRequest.Builder asServer(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + SERVER_KEY);
  }

  HttpRequest.Builder asNobody(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  /** Whatever comes back is as described, and so is a request that was accepted. */
  Answer send(HttpRequest.Builder builder) {
    try {
      var request = builder.build();
      var answer = Answer.of(client.send(request, BodyHandlers.ofString()));
      Conformance.hold(request, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpRequest.Builder json(HttpRequest.Builder request, String method, String body) {
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body));
  }

  Answer putProduct(String sku, String fields) {
    return send(json(asServer("/v1/products/" + sku), "PUT", fields));
  }

  /** Something to buy for so many Stars, any number of times. */
  void sellCoins(String sku, int stars) {
    putCoins(sku, stars).isStatus(201);
  }

  /** The same at another price. */
  void repriceCoins(String sku, int stars) {
    putCoins(sku, stars).isStatus(200);
  }

  private Answer putCoins(String sku, int stars) {
    var coins = "{\"title\":\"Coins\",\"description\":\"A hundred coins\",\"kind\":\"consumable\",";
    return putProduct(sku, coins + "\"unit\":\"coins\",\"units\":100,\"stars\":" + stars + "}");
  }

  /** Something to own once. */
  void sellUnlock(String sku, String entitlement) {
    var pro =
        "{\"title\":\"Pro\",\"description\":\"Everything\",\"stars\":250,\"kind\":\"unlock\",";
    putProduct(sku, pro + "\"entitlement\":\"" + entitlement + "\"}").isStatus(201);
  }

  /** Something of that kind for 100 Stars, with further fields of JSON. */
  void sell(String sku, String kind, String fields) {
    var thing = "{\"title\":\"A thing\",\"description\":\"What it is\",\"stars\":100,";
    putProduct(sku, thing + "\"kind\":\"" + kind + "\"," + fields + "}").isStatus(201);
  }

  /** The buyer has and pays it; returns the invoice's id. */
  String buy(String order, String charge) {
    var id = mint(order).isStatus(201).get("id");
    worker.pay(id, charge);
    return id;
  }

  /** A call of a server of the merchant, with a body of JSON. */
  Answer post(String path, String body) {
    return send(json(asServer(path), "POST", body));
  }

  /** The buyer's Mini App asks for an invoice. */
  Answer mint(String body) {
    return mint(BUYER, body);
  }

  Answer mint(long buyer, String body) {
    return send(json(asUser(buyer, "/v1/invoices"), "POST", body));
  }

  Answer invoice(String id) {
    return send(asServer("/v1/invoices/" + id));
  }

  /** Answers of calls made at once, each on a thread of its own. */
  static List<Answer> atOnce(List<Callable<Answer>> calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one number a query gives. */
  long count(String sql) {
    return database.database().inTransaction(tx -> tx.fetchSingle(sql).get(0, long.class));
  }

  /** Each path, as the router has it, and the methods it takes. */
  SortedMap<String, String> allowed() {
    return api.allowed();
  }

  void stop() {
    api.close();
  }

  /** Returns when so many calls wait for an invoice to end. */
  void untilWaiting(int calls) {
    while (api.waiting() < calls) Thread.onSpinWait();
  }

  /** The same of calls that wait for the next event. */
  void untilReading(int calls) {
    while (api.reading() < calls) Thread.onSpinWait();
  }

  @Override
  public void close() {
    api.close();
    bots.close();
    telegram.close();
    pool.close();
    meters.close();
    database.close();
  }
}
