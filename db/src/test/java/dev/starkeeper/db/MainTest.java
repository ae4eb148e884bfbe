package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./starkeeper migrate}, as the process it is; and how every process logs. */
final class MainTest {
  /** What the pool says when it cannot be closed at once, as on a busy machine. */
  private static final String POOL_IS_SLOW = "WARN  HikariPool: Timed-out waiting";

  private static final String APPLIED =
      "%d migrations applied; the schema is at version %d"
          .formatted(Migrations.NEEDED, Migrations.NEEDED);

  private final TestDatabase test = TestDatabase.empty();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void migratesAndSaysSoInText() throws Exception {
    try (var child = ChildJvm.start(Main.class, Map.of("DATABASE_URL", test.url()))) {
      assertThat(child.status()).isZero();
      assertThat(child.remainingLines())
          .singleElement()
          .asString()
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Main: " + APPLIED);
      assertThat(child.errors()).isEmpty();
    }
    assertThat(applied()).isEqualTo(Migrations.NEEDED);
  }

  @Test
  void urlMayBeAFile(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("database-url"), test.url() + "\n");

    try (var child = ChildJvm.start(Main.class, Map.of("DATABASE_URL_FILE", file.toString()))) {
      assertThat(child.status()).isZero();
    }
    assertThat(applied()).isEqualTo(Migrations.NEEDED);
  }

  @Test
  void jsonLogIsOneObjectALine() throws Exception {
    var environment =
        Map.of("DATABASE_URL", test.url(), "LOG_FORMAT", "json", "LOG_LEVEL", "DEBUG");

    try (var child = ChildJvm.start(Main.class, environment)) {
      var lines = child.remainingLines();

      assertThat(child.status()).isZero();
      assertThat(lines).isNotEmpty();
      assertThat(lines.stream().map(line -> field(line, "formattedMessage"))).contains(APPLIED);
      assertThat(lines.stream().map(line -> field(line, "level"))).contains("INFO");
    }
  }

  @Test
  void exceptionStaysOnOneLineOfTheJsonLog() throws Exception {
    var environment = Map.of("LOG_FORMAT", "json");

    try (var child = ChildJvm.start(ExitTest.Program.class, environment, "an exception")) {
      assertThat(child.line()).isEqualTo("ready");
      assertThat(child.remainingLines())
          .singleElement()
          .satisfies(line -> assertThat(field(line, "throwable")).contains("something else"));
    }
  }

  @Test
  void levelIsAsTheEnvironmentSays() throws Exception {
    var environment = Map.of("DATABASE_URL", test.url(), "LOG_LEVEL", "ERROR");

    try (var child = ChildJvm.start(Main.class, environment)) {
      assertThat(child.remainingLines()).isEmpty();
      assertThat(child.status()).isZero();
    }
  }

  @Test
  void settingsAtFaultAreToldWhateverTheLogSettingsAre() throws Exception {
    var environment = Map.of("LOG_FORMAT", "xml", "LOG_LEVEL", "LOUD");

    try (var child = ChildJvm.start(Main.class, environment)) {
      assertThat(child.status()).isEqualTo(2);
      assertThat(child.errors())
          .containsExactly(
              "DATABASE_URL is not set",
              "LOG_FORMAT: not one of text, json: xml",
              "LOG_LEVEL: not one of TRACE, DEBUG, INFO, WARN, ERROR: LOUD");
    }
  }

  @Test
  void databaseThatIsAwayIsOneLineWithoutThePassword() throws Exception {
    var environment = Map.of("DATABASE_URL", "postgresql://ann:hunter2@127.0.0.1:1/shop");

    try (var child = ChildJvm.start(Main.class, environment)) {
      List<String> lines = child.remainingLines();

      assertThat(child.status()).isEqualTo(1);
      assertThat(lines)
          .filteredOn(line -> !line.contains(POOL_IS_SLOW))
          .singleElement()
          .asString()
          .contains("Exit: the database is not available: Connection to 127.0.0.1:1 refused.")
          .doesNotContain("hunter2");
    }
  }

  private int applied() {
    return test.database().inTransaction(Migrations::appliedVersion);
  }

  /** PostgreSQL reads the JSON, and refuses what is none. */
  private String field(String json, String name) {
    return test.database()
        .inTransaction(
            tx -> tx.fetchSingle("select ?::jsonb ->> ?", json, name).get(0, String.class));
  }
}
