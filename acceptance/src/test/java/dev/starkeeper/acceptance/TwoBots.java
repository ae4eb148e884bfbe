package dev.starkeeper.acceptance;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One installation for two bots, with two workers and as many APIs. */
final class TwoBots implements AutoCloseable {
  private static final String OTHER = "7000043:AAFixedTokenOfTheOtherAcceptanceBot43";

  final Postgres postgres = Postgres.start();
  private final PlayedTelegram telegram = PlayedTelegram.start();
  final BotShop first = new BotShop(PlayedTelegram.TOKEN, telegram, this::apiUrls);
  final BotShop second = new BotShop(OTHER, telegram.forBot(OTHER), this::apiUrls);
  private final List<Program> workers = new CopyOnWriteArrayList<>();
  private final List<Program> apis = new CopyOnWriteArrayList<>();

  TwoBots() {
    for (var i = 0; i < 2; i++) {
      apis.add(start("invoice-api"));
      workers.add(start("bot-worker"));
    }
    apis.forEach(Program::awaitReady);
    workers.forEach(Program::awaitReady);
  }

  private Program start(String program) {
    var settings = new HashMap<String, String>();
    settings.put("BOT_TOKENS", first.token() + "," + second.token());
    settings.put("TELEGRAM_API_URL", telegram.url().toString());
    settings.put("DATABASE_URL", postgres.url());
    settings.put("MIGRATE_ON_START", "true");
    settings.put("SERVER_API_KEYS", "acceptance:" + Installation.SERVER_KEY);
    settings.put("PORT", "0");
    settings.put("WORKER_PORT", "0");
    return Program.start(program, settings);
  }

  private List<URI> apiUrls() {
    return apis.stream().map(api -> api.at("/")).toList();
  }

  List<Program> workers() {
    return List.copyOf(workers);
  }

  List<Program> apis() {
    return List.copyOf(apis);
  }

  /** The one that polls the bot, by what it has said last. */
  Program workerOf(BotShop bot) {
    Await.until(
        "bot " + bot.id() + " is polled", () -> workers.stream().anyMatch(w -> polls(w, bot)));
    return workers.stream().filter(worker -> polls(worker, bot)).findFirst().orElseThrow();
  }

  Program otherThan(Program worker) {
    return workers.stream().filter(other -> other != worker).findFirst().orElseThrow();
  }

  static boolean polls(Program worker, BotShop bot) {
    return worker
        .log()
        .lines()
        .filter(line -> line.contains("bot " + bot.id()))
        .filter(line -> line.contains("polling bot") || line.contains("another worker"))
        .reduce((_, last) -> last)
        .filter(line -> line.contains("polling bot"))
        .isPresent();
  }

  /** How often the worker has said that another one had taken the bot from it. */
  static long timesReplaced(Program worker, BotShop bot) {
    var words = "bot " + bot.id() + " is polled by another worker";
    return worker.log().lines().filter(line -> line.contains(words)).count();
  }

  /** In place of one that has ended. */
  void replace(Program ended) {
    if (workers.remove(ended)) {
      workers.add(start("bot-worker").awaitReady());
    } else {
      apis.remove(ended);
      apis.add(start("invoice-api").awaitReady());
    }
  }

  /** So long that two who poll, and end each other's polls, would have asked again. */
  void awaitOnePoller(BotShop bot) {
    var calm = new Calm(bot.polls());
    Await.until("only one polls", () -> calm.isLasting(bot.polls()));
  }

  private static final class Calm {
    private static final int LOOKS = 60;

    private long polls;
    private int looks;

    Calm(long polls) {
      this.polls = polls;
    }

    boolean isLasting(long now) {
      looks = now == polls ? looks + 1 : 0;
      polls = now;
      return looks >= LOOKS;
    }
  }

  @Override
  public void close() {
    workers.forEach(Program::close);
    apis.forEach(Program::close);
    telegram.close();
    postgres.close();
  }
}
