package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The two products against the real Telegram, on a database of one's own if none is given. */
final class Up {
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final String API = "api";
  private static final String WORKER = "worker";

  private final Products products;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final CountDownLatch askedToStop;

  Up(
      Products products,
      Map<String, String> environment,
      InstantSource clock,
      CountDownLatch askedToStop) {
    this.products = products;
    this.environment = environment;
    this.clock = clock;
    this.askedToStop = askedToStop;
  }

  /** Ends only by an exception: {@link Stopped} when asked to. */
  void run() throws IOException {
    var config = UpConfig.from(environment);
    try (var data = DataDirectory.lock(Path.of("data").toAbsolutePath())) {
      askTelegram(config);
      awaitOrphans(data);
      if (config.databaseUrl().isPresent()) {
        run(data, environment, Optional.empty());
      } else {
        runOnEmbedded(data);
      }
    }
  }

  private void askTelegram(UpConfig config) {
    try (var http = new JsonHttp()) {
      var verdicts = config.bots().stream().map(bot -> TokenCheck.ask(http, bot)).toList();
      if (verdicts.stream().allMatch(TokenCheck.Verdict.Refused.class::isInstance)) {
        throw new ConfigurationException(
            List.of(
                "BOT_TOKEN is not accepted by Telegram: take it anew from @BotFather (/token)"));
      }
      verdicts.forEach(verdict -> tell(verdict, config.apiHost()));
    }
  }

  private static void tell(TokenCheck.Verdict verdict, String apiHost) {
    switch (verdict) {
      case TokenCheck.Verdict.Accepted(var username) -> say("this is the bot @" + username);
      case TokenCheck.Verdict.Refused _ ->
          say("warning: one of BOT_TOKENS is not accepted by Telegram; going on for the others");
      case TokenCheck.Verdict.Unknown(var why) ->
          say("warning: cannot ask %s about BOT_TOKEN (%s); going on".formatted(apiHost, why));
    }
  }

  private static void awaitOrphans(DataDirectory data) throws IOException {
    for (var name : List.of(API, WORKER)) {
      if (data.hasLeftBehind(name)) say("waiting for the " + name + " of an earlier run to stop");
      data.awaitEndOf(name);
    }
  }

  private void runOnEmbedded(DataDirectory data) {
    say("starting PostgreSQL in " + data.postgres());
    try (var database = OwnDatabase.keptIn(data.postgres())) {
      var settings = new HashMap<>(environment);
      settings.put("DATABASE_URL", database.url());
      settings.remove("DATABASE_URL_FILE"); // there and blank, or we would not be here
      run(data, settings, Optional.of(database));
    }
  }

  private void run(
      DataDirectory data, Map<String, String> inherited, Optional<OwnDatabase> database) {
    var settings = new HashMap<>(inherited);
    settings.putIfAbsent("MIGRATE_ON_START", "true");
    try (var children = new Children(clock, products)) {
      say("starting invoice-api and bot-worker");
      var api = keepRunning(API, products.invoiceApi(), settings, data);
      children.add(api::child);
      var worker = keepRunning(WORKER, products.botWorker(), settings, data);
      children.add(worker::child);
      while (true) {
        Stopped.orRest(askedToStop, GLANCE);
        api.look(clock.instant());
        worker.look(clock.instant());
        if (!database.map(OwnDatabase::isRunning).orElse(true)) {
          throw new LaunchFailure("up | the embedded PostgreSQL has ended by itself");
        }
      }
    }
  }

  private KeptRunning keepRunning(
      String name, Path jar, Map<String, String> settings, DataDirectory data) {
    var prefix = name + " | ";
    return new KeptRunning(
        () -> {
          var child =
              Child.start(
                  name, products.command(jar), settings, line -> System.out.println(prefix + line));
          data.remember(child);
          return child;
        },
        Up::say,
        clock.instant());
  }

  private static void say(String what) {
    System.out.println("up | " + what);
  }
}
