package dev.starkeeper.launch;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Everything on this machine, with a Telegram that is not Telegram and a database for the day. */
final class Demo {
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final Products products;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final CountDownLatch askedToStop;
  private final Progress progress;

  Demo(
      Products products,
      Map<String, String> environment,
      InstantSource clock,
      CountDownLatch askedToStop) {
    this.products = products;
    this.environment = environment;
    this.clock = clock;
    this.askedToStop = askedToStop;
    this.progress = new Progress(System.out, clock);
  }

  /** What is done with a demo once it runs. */
  @FunctionalInterface
  interface Visit {
    void to(Shop shop) throws IOException;
  }

  @FunctionalInterface
  private interface Stay {
    void with(Shop shop, Optional<Address> miniApp, Map<Child, ChildLog> children)
        throws IOException;
  }

  /** Shows how to use it, until somebody asks us to stop. */
  void stay() throws IOException {
    run((shop, miniApp, children) -> {
      System.out.println(shop.directions(miniApp, clock.instant()));
      while (true) {
        Stopped.orRest(askedToStop, GLANCE);
        children.forEach(Demo::mustRun);
      }
    });
  }

  /** Returns when the visit is over and everything has been stopped and thrown away. */
  void visit(Visit visit) throws IOException {
    run((shop, _, _) -> visit.to(shop));
  }

  private void run(Stay stay) throws IOException {
    var logs = Files.createTempDirectory("starkeeper-demo-");
    var apiAddress = Address.free();
    progress.step("starting PostgreSQL, to be thrown away");
    try (var database = OwnDatabase.throwAway();
        var sandbox = SandboxServer.start(SandboxConfig.atAnyPort(), clock);
        var files = MiniAppFiles.start(apiAddress);
        var apiLog = ChildLog.in(logs.resolve("invoice-api.log"));
        var workerLog = ChildLog.in(logs.resolve("bot-worker.log"));
        var http = new JsonHttp();
        var children = new Children(clock, products)) {
      progress.step("sandbox Telegram at " + sandbox.url());
      var miniApp = miniApp(files);
      var account = Account.madeUp(new SecureRandom());
      var shop = new Shop(account, apiAddress, sandbox.url(), database.url(), http);
      Migrations.migrate(DatabaseConfig.parse(database.url()));
      progress.step("starting invoice-api and bot-worker; their logs: " + logs);
      var api = api(shop, miniApp, apiLog);
      children.add(() -> api);
      var workerAddress = Address.free();
      var worker = worker(shop, miniApp, workerAddress, workerLog);
      children.add(() -> worker);

      var readiness = new Readiness(http, clock, askedToStop);
      readiness.await(api, shop.api(), apiLog);
      progress.step("invoice-api is ready at " + shop.api());
      readiness.await(worker, workerAddress, workerLog);
      progress.step("bot-worker is ready");
      shop.stock();
      shop.introduceUsers();
      progress.step("on sale: premium (250 Stars), coins-100 (50), week-pass (75), club (100)");
      stay.with(shop, miniApp, Map.of(api, apiLog, worker, workerLog));
    }
  }

  private Optional<Address> miniApp(MiniAppFiles files) {
    if (MiniAppFiles.isBuiltIn()) {
      progress.step("Mini App at " + files.address());
      return Optional.of(files.address());
    }
    progress.step("no Mini App was built in; the chat with the bot sells everything too");
    return Optional.empty();
  }

  private Child api(Shop shop, Optional<Address> miniApp, ChildLog log) {
    var settings = settings(shop);
    settings.put("PORT", Integer.toString(shop.api().port()));
    settings.put("SERVER_API_KEYS", "demo:" + shop.account().serverKey());
    miniApp.ifPresent(address -> settings.put("CORS_ORIGINS", address.toString()));
    return start("invoice-api", products.invoiceApi(), settings, log);
  }

  private Child worker(Shop shop, Optional<Address> miniApp, Address address, ChildLog log) {
    var settings = settings(shop);
    settings.put("WORKER_PORT", Integer.toString(address.port()));
    settings.put("WEBHOOK_ALLOW_PRIVATE", "true"); // the server that is tried out is here too
    miniApp.ifPresent(app -> settings.put("MINI_APP_URL", app.uri("/").toString()));
    return start("bot-worker", products.botWorker(), settings, log);
  }

  private Child start(String name, Path jar, Map<String, String> settings, ChildLog log) {
    return Child.start(name, products.command(jar), settings, log);
  }

  private Map<String, String> settings(Shop shop) {
    var settings = Products.harmless(environment);
    settings.put("BOT_TOKEN", shop.account().botToken());
    settings.put("TELEGRAM_API_URL", shop.telegram().toString());
    settings.put("DATABASE_URL", shop.databaseUrl());
    return settings;
  }

  private static void mustRun(Child child, ChildLog log) {
    var status = child.exitStatus();
    if (status.isEmpty()) return;
    throw new LaunchFailure(
        child.name() + " ended with status " + status.getAsInt() + ":\n" + log.tail());
  }
}
