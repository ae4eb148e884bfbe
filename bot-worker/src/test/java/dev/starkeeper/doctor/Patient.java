package dev.starkeeper.doctor;

import com.google.gson.JsonParser;
import dev.starkeeper.bot.history.Reconcile;
import dev.starkeeper.bot.lead.LeadBots;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RecordingRules;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.doctor.Finding.Level;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import dev.starkeeper.store.PollerStore;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.PengradTelegram;
import dev.starkeeper.telegram.TelegramConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** An installation that can be made ill: a database, a Telegram, and settings. */
final class Patient implements AutoCloseable {
  static final String SECRET = "AAa-token-that-is-no-secret-at-all";
  static final BotId BOT = new BotId(7_000_001);
  static final String TOKEN = BOT.value() + ":" + SECRET;

  final TestDatabase database;
  final Map<String, String> settings = new HashMap<>();
  private final SandboxServer telegram;
  private final HttpClient http = HttpClient.newHttpClient();

  private Patient(TestDatabase database, SandboxServer telegram) {
    this.database = database;
    this.telegram = telegram;
    settings.put("BOT_TOKEN", TOKEN);
    settings.put("DATABASE_URL", database.url());
    settings.put("TELEGRAM_API_URL", telegram.url().toString());
  }

  static Patient with(TestDatabase database) {
    try {
      var config = SandboxConfig.atAnyPort().withoutPollPacing();
      return new Patient(database, SandboxServer.start(config, InstantSource.system()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Report examine() throws InterruptedException {
    return examine(InstantSource.system());
  }

  /** Of all but durability: the tests' server has fsync off, and rightly is in trouble for it. */
  Report examine(InstantSource clock) throws InterruptedException {
    var all = Main.examine(settings, clock).findings();
    return new Report(
        all.stream().filter(finding -> !finding.check().equals("durability")).toList());
  }

  /** As {@code <level> <words>}, of a check that is there once. */
  String found(String check) throws InterruptedException {
    return found(examine(), check);
  }

  static String found(Report report, String check) {
    var found =
        report.findings().stream().filter(finding -> finding.check().equals(check)).toList();
    if (found.size() != 1) throw new AssertionError(check + ": " + report.toText());
    return found.getFirst().level() + " " + found.getFirst().words();
  }

  static List<String> inTrouble(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.level() == Level.TROUBLE)
        .map(Finding::check)
        .toList();
  }

  /** A worker that leads the bot and does nothing. */
  LeadBots worker() throws InterruptedException {
    var leads = new CountDownLatch(1);
    var worker =
        LeadBots.start(
            database.config(),
            Map.of(
                BOT,
                _ -> {
                  leads.countDown();
                  return () -> {};
                }),
            fault -> {
              throw new IllegalStateException(fault);
            });
    leads.await();
    // It is told of its lead before others can see that; the lock is taken first.
    if (database.database().inTransaction(PollerStore::all).isEmpty()) {
      throw new AssertionError("the lock of a worker that leads is not seen");
    }
    return worker;
  }

  void readHistory() {
    var system = InstantSource.system();
    var rules = new RecordingRules(SettlementPolicy.STANDARD, Duration.ofHours(1));
    var config = new TelegramConfig(new BotToken(TOKEN), telegram.url().toString(), false);
    try (var api = new PengradTelegram(config)) {
      var record = new RecordPayments(database.database(), BOT, system, rules);
      var bot = new Bot(BOT, api);
      var meters = BotMeters.unseen().recording();
      new Reconcile(database.database(), bot, system, record, meters).run();
    }
  }

  void sql(String statement) {
    try (var connection =
            DriverManager.getConnection(database.config().jdbcUrl(), database.config().user(), "");
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot do: " + statement, e);
    }
  }

  /** Changes how every later session of this database begins. */
  void alterDatabase(String change) {
    var url = database.config().jdbcUrl();
    sql("alter database " + url.substring(url.lastIndexOf('/') + 1) + " " + change);
  }

  /** A call of a Bot API method by somebody else who has the token. */
  void call(String method, String query) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(at("/bot" + TOKEN + "/" + method + "?" + query)));
  }

  void control(String verb, String path, String body) throws IOException, InterruptedException {
    var uri = at("/sandbox/" + path + "?token=" + TOKEN);
    send(HttpRequest.newBuilder(uri).method(verb, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The methods that were called with the token so far. */
  Set<String> calledMethods() throws IOException, InterruptedException {
    var state = send(HttpRequest.newBuilder(at("/sandbox/state?token=" + TOKEN)));
    return JsonParser.parseString(state).getAsJsonObject().getAsJsonObject("calls").keySet();
  }

  private URI at(String path) {
    return URI.create(telegram.url() + path);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) throw new AssertionError(answer.body());
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
    telegram.close();
    database.close();
  }
}
