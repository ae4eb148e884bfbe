package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process as its supervisor sees it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // a hang is told as one
final class MainTest {
  @Test
  void itSaysWhereItListensAndStopsWhenAsked() throws Exception {
    try (var telegram = ScriptedTelegram.start();
        var database = TestDatabase.copy()) {
      var process = start(settings(telegram, database));
      var out = process.inputReader();

      assertThat(lineWith(out, "selling for")).endsWith("selling for @a_bot");
      var url = lineWith(out, "listening on").replaceFirst(".*listening on ", "");
      assertThat(get(url + "/readyz")).isEqualTo(200);
      process.destroy();

      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void itMigratesWhenItMay() throws Exception {
    try (var telegram = ScriptedTelegram.start();
        var database = TestDatabase.empty()) {
      var settings = settings(telegram, database);

      var refused = start(settings);
      assertThat(errors(refused))
          .singleElement()
          .asString()
          .contains("the database's schema is at version 0");
      assertThat(refused.waitFor()).isEqualTo(2);

      settings.put("MIGRATE_ON_START", "true");
      var process = start(settings);
      lineWith(process.inputReader(), "listening on");
      process.destroy();
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void badSettingsAreToldAllAtOnce() throws Exception {
    var process = start(Map.of("PORT", "x"));

    assertThat(errors(process))
        .containsExactlyInAnyOrder(
            "BOT_TOKEN is not set",
            "DATABASE_URL is not set",
            "PORT: not a whole number from 0 to 65535: x");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void aTokenThatTelegramDoesNotKnowIsABadSetting() throws Exception {
    try (var telegram = ScriptedTelegram.start();
        var database = TestDatabase.copy()) {
      telegram.next(ScriptedTelegram.refuse(401, "Unauthorized"));
      var process = start(settings(telegram, database));

      assertThat(errors(process))
          .containsExactly("the BOT_TOKEN of 987654321 is not accepted by Telegram: Unauthorized");
      assertThat(process.waitFor()).isEqualTo(2);
    }
  }

  @Test
  void aTelegramThatIsAwayDoesNotKeepItFromStarting() throws Exception {
    try (var telegram = ScriptedTelegram.start();
        var database = TestDatabase.copy()) {
      var settings = settings(telegram, database);
      settings.put("TELEGRAM_API_URL", "http://127.0.0.1:1");
      var process = start(settings);

      lineWith(process.inputReader(), "listening on");

      process.destroy();
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void itWaitsForADatabaseThatIsAwayUntilAskedToStop() throws Exception {
    try (var telegram = ScriptedTelegram.start();
        var database = TestDatabase.copy()) {
      var settings = settings(telegram, database);
      settings.put("DATABASE_URL", "postgresql://me:hidden-word@127.0.0.1:1/none");
      var process = start(settings);
      var out = process.inputReader();

      assertThat(lineWith(out, "again in")).doesNotContain("hidden-word");
      lineWith(out, "again in");

      process.destroy();
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void aPortThatIsTakenIsABadSetting() throws Exception {
    try (var telegram = ScriptedTelegram.start();
        var database = TestDatabase.copy();
        var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var settings = settings(telegram, database);
      settings.put("PORT", Integer.toString(taken.getLocalPort()));
      var process = start(settings);

      assertThat(errors(process))
          .singleElement()
          .asString()
          .startsWith("PORT: cannot listen on 127.0.0.1:" + taken.getLocalPort());
      assertThat(process.waitFor()).isEqualTo(2);
    }
  }

  private static Map<String, String> settings(ScriptedTelegram telegram, TestDatabase database) {
    var settings = new HashMap<>(Map.of("BOT_TOKEN", RunningApi.TOKEN, "PORT", "0"));
    settings.put("DATABASE_URL", database.url());
    settings.put("TELEGRAM_API_URL", telegram.url());
    return settings;
  }

  /** With these variables and no others of ours. */
  private static Process start(Map<String, String> environment) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String lineWith(BufferedReader out, String words) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(words)) return line;
    }
    throw new AssertionError("it ended without saying: " + words);
  }

  private static List<String> errors(Process process) {
    return process.errorReader().lines().toList();
  }

  private static int get(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
