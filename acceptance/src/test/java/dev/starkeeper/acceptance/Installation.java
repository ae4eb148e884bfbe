package dev.starkeeper.acceptance;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole of it on this machine: PostgreSQL, Telegram, and the two programs as processes, each
 * with the rights that {@code deploy/database/roles.sql} gives it.
 */
final class Installation implements AutoCloseable {
  static final String SERVER_KEY = "acceptance-server-key-0042";
  static final Map<String, String> AS_SERVER = Map.of("Authorization", "Bearer " + SERVER_KEY);

  final Postgres postgres;
  final PlayedTelegram telegram;
  final Program api;
  private Program worker;

  private final Map<String, String> special;

  private Installation(Postgres postgres, PlayedTelegram telegram, Map<String, String> special) {
    this.postgres = postgres;
    this.telegram = telegram;
    this.special = special;
    this.api = program("invoice-api", "starkeeper_api");
    this.worker = program("bot-worker", "starkeeper_worker");
    api.awaitReady();
    worker.awaitReady();
  }

  static Installation start() {
    return start(Map.of());
  }

  /** With settings of its own. */
  static Installation start(Map<String, String> special) {
    return new Installation(Postgres.installed(), PlayedTelegram.start(), special);
  }

  /** The same machine, after the programs were stopped, with further settings. */
  Installation startedAgain(Map<String, String> special) {
    return new Installation(postgres, telegram, special);
  }

  /** SIGTERM to both programs, and nothing else. */
  void stopPrograms() {
    worker.stop();
    api.stop();
  }

  private Map<String, String> settings(String role) {
    var settings = new HashMap<String, String>();
    settings.put("BOT_TOKEN", PlayedTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.url().toString());
    settings.put("DATABASE_URL", postgres.url(role));
    settings.put("SERVER_API_KEYS", "acceptance:" + SERVER_KEY);
    settings.put("PORT", "0");
    settings.put("WORKER_PORT", "0");
    settings.put("MINT_LIMIT_PER_MINUTE", "0");
    settings.putAll(special);
    return settings;
  }

  Program startWorker() {
    worker = program("bot-worker", "starkeeper_worker").awaitReady();
    return worker;
  }

  /** One more; whoever starts it closes it. */
  Program startApi() {
    return program("invoice-api", "starkeeper_api").awaitReady();
  }

  private Program program(String module, String role) {
    return Program.start(module, settings(role));
  }

  /** The one started last. */
  Program worker() {
    return worker;
  }

  void sellUnlock(String sku, int stars) {
    put(
        sku,
        """
        {"title":"%s","description":"For ever","stars":%d,"kind":"unlock","entitlement":"%s"}\
        """
            .formatted(sku, stars, sku));
  }

  void sellCoins(String sku, int stars, int units) {
    put(
        sku,
        """
        {"title":"%s","description":"Coins","stars":%d,"kind":"consumable","unit":"coins","units":%d}\
        """
            .formatted(sku, stars, units));
  }

  /** {@code kind} and what it needs, as JSON members. */
  void sell(String sku, int stars, String kind) {
    put(
        sku,
        "{\"title\":\"%s\",\"description\":\"Something\",\"stars\":%d,%s}"
            .formatted(sku, stars, kind));
  }

  /** A call of the merchant's own server. */
  Json.Answer asServer(String method, String path, String body) {
    return Json.send(method, at(path), AS_SERVER, body);
  }

  /** The payment of that charge as the merchant sees it. */
  Json.Answer payment(String charge) {
    return asServer("GET", "/v1/payments/" + charge, "");
  }

  private void put(String sku, String product) {
    var answer = Json.send("PUT", api.at("/v1/products/" + sku), AS_SERVER, product);
    if (answer.status() >= 300) throw new AssertionError(answer.status() + " " + answer.body());
  }

  void withdraw(String sku) {
    Json.send("DELETE", api.at("/v1/products/" + sku), AS_SERVER, "");
  }

  static Map<String, String> as(MiniAppUser user) {
    return user.header(PlayedTelegram.TOKEN, Instant.now().getEpochSecond());
  }

  /** The invoice as the API made it. */
  Json.Answer mint(MiniAppUser buyer, String sku) {
    var answer = Json.post(api.at("/v1/invoices"), as(buyer), "{\"sku\":\"" + sku + "\"}");
    if (answer.status() >= 300) throw new AssertionError(answer.status() + " " + answer.body());
    return answer;
  }

  Json.Answer invoice(MiniAppUser buyer, String id, int wait) {
    return Json.get(api.at("/v1/invoices/" + id + "?wait=" + wait), as(buyer));
  }

  Json.Answer me(MiniAppUser user) {
    return Json.get(at("/v1/me"), as(user));
  }

  URI at(String path) {
    return api.at(path);
  }

  long coinsOf(MiniAppUser user) {
    var coins = me(user).body().getAsJsonObject("credits").get("coins");
    return coins == null ? 0 : coins.getAsLong();
  }

  /** {@code charge status}, oldest first. */
  List<String> paymentsOf(MiniAppUser user) {
    return postgres.rows(
        "select charge_id || ' ' || status from payment where payer_id = "
            + user.id()
            + " order by recorded_at, charge_id");
  }

  /** Telegram holds back nothing any more. */
  void awaitAllConfirmed() {
    Await.until(
        "all updates are confirmed",
        () -> telegram.state().get("pendingUpdateCount").getAsLong() == 0);
  }

  @Override
  public void close() {
    worker.close();
    api.close();
    telegram.close();
    postgres.close();
  }
}
