package dev.starkeeper.drill;

import dev.starkeeper.launch.Account;
import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.Child;
import dev.starkeeper.launch.ChildLog;
import dev.starkeeper.soak.PlayedTelegram;
import dev.starkeeper.soak.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One drill's database, bots and processes. */
final class Scene implements AutoCloseable {
  private final Ground ground;
  private final String name;
  private final Programs programs;
  private final String databaseUrl;
  private final List<Account> accounts;
  private final List<Player> apis = new ArrayList<>();
  private final List<Player> workers = new ArrayList<>();

  Scene(Ground ground, String name, Programs programs, String databaseUrl, List<Account> accounts) {
    this.ground = ground;
    this.name = name;
    this.programs = programs;
    this.databaseUrl = databaseUrl;
    this.accounts = List.copyOf(accounts);
  }

  Player api(String called) {
    var api = player(called, "PORT", programs.api(), Map.of());
    apis.add(api);
    return api;
  }

  Player worker(String called) {
    return workerAt(called, databaseUrl);
  }

  /** One that goes another way to the database. */
  Player workerAt(String called, String url) {
    var worker = player(called, "WORKER_PORT", programs.worker(), Map.of("DATABASE_URL", url));
    workers.add(worker);
    return worker;
  }

  /** One API and two workers, all ready, and something on sale. */
  Market openWithTwoWorkers() throws IOException {
    api("invoice-api");
    worker("worker-1");
    worker("worker-2");
    awaitReady();
    var market = market();
    market.open();
    return market;
  }

  private Player player(
      String called, String portSetting, List<String> command, Map<String, String> special) {
    var address = Address.free();
    var settings = settings();
    settings.putAll(special);
    settings.put(portSetting, Integer.toString(address.port()));
    var log = ChildLog.in(ground.logs().resolve(name + "-" + called + ".log"));
    return new Player(
        called,
        address,
        log,
        listener -> Child.start(called, command, settings, listener),
        ground.means().clock());
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(programs.settings());
    var tokens = accounts.stream().map(Account::botToken).collect(Collectors.joining(","));
    settings.put("BOT_TOKENS", tokens);
    settings.put("TELEGRAM_API_URL", ground.telegram().toString());
    settings.put("DATABASE_URL", databaseUrl);
    settings.put("SERVER_API_KEYS", "drill:" + accounts.getFirst().serverKey());
    settings.put("LOG_LEVEL", "INFO"); // it tells who polls
    return settings;
  }

  String databaseUrl() {
    return databaseUrl;
  }

  List<Player> workers() {
    return List.copyOf(workers);
  }

  List<PlayedTelegram> bots() {
    return accounts.stream().map(this::telegram).toList();
  }

  /** Of the first bot. */
  PlayedTelegram telegram() {
    return telegram(accounts.getFirst());
  }

  private PlayedTelegram telegram(Account account) {
    return new PlayedTelegram(ground.telegram(), account.botToken(), ground.means().http());
  }

  /** Of the first bot, at the API processes that there are by now. */
  Market market() {
    return new Market(
        accounts.getFirst(),
        apis.stream().map(Player::address).toList(),
        telegram(),
        databaseUrl,
        ground.means());
  }

  void awaitReady() throws IOException {
    for (var player : apis) awaitReady(player);
    for (var player : workers) awaitReady(player);
  }

  void awaitReady(Player player) throws IOException {
    var means = ground.means();
    means.patience().until(player.name() + " is ready", () -> player.isReady(means.http()));
  }

  /** The worker that polls the only bot, when nothing is left to be done. */
  Player leader() throws IOException {
    ground
        .means()
        .patience()
        .until(
            "one worker polls",
            () -> {
              var mail = telegram().mail();
              return mail.pending() == 0
                  && mail.isPolled()
                  && workers.stream().filter(worker -> !worker.polled().isEmpty()).count() == 1;
            });
    return workers.stream().filter(worker -> !worker.polled().isEmpty()).findFirst().orElseThrow();
  }

  Player standby(Player leader) {
    return workers.stream().filter(worker -> worker != leader).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    workers.forEach(Player::close);
    apis.forEach(Player::close);
  }
}
