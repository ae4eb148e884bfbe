package dev.starkeeper.db;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final Path FILES = Path.of("src/main/resources/db/migration");

  /** What PostgreSQL 15 to 18 brought; a merchant may run 14. */
  private static final Pattern NEWER_THAN_14 =
      Pattern.compile(
          "\\b(merge\\s+into|nulls\\s+(not\\s+)?distinct|uuidv[47]|uuid_extract_\\w+|json_table"
              + "|json_(array|object)(agg)?|is\\s+json|any_value|random_normal|regexp_(count|instr|like|substr)"
              + "|security_invoker|without\\s+overlaps|virtual|casefold|array_(sort|reverse|shuffle|sample)"
              + "|crc32c?|gamma|lgamma|not\\s+enforced|returning\\s+(old|new)\\b|locale_provider"
              + "|on\\s+delete\\s+set\\s+(null|default)\\s*\\()\\b|\\b(0x|0o|0b)[0-9a-f]|\\d_\\d");

  private final TestDatabase test = TestDatabase.empty();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void neededIsTheNewestFile() throws IOException {
    var newest = files().getLast().getFileName().toString();

    assertThat(newest).startsWith("V%03d__".formatted(Migrations.NEEDED));
  }

  @Test
  void everyFileIsAppliedOnce() throws IOException {
    assertThat(Migrations.migrate(test.config())).isEqualTo(files().size());
    assertThat(Migrations.migrate(test.config())).isZero();
    assertThat(applied()).isEqualTo(Migrations.NEEDED);
  }

  @Test
  void databaseWithoutSchemaIsRefused() {
    assertThat(applied()).isZero();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Migrations.check(test.database()))
        .withMessage(
            "the database's schema is at version 0 and this release needs "
                + Migrations.NEEDED
                + ": run `./starkeeper migrate`, or set MIGRATE_ON_START=true");
  }

  @Test
  void olderSchemaIsRefused() {
    Migrations.migrate(test.config());
    execute("delete from flyway_schema_history where version::integer = " + Migrations.NEEDED);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Migrations.check(test.database()))
        .withMessageStartingWith(
            "the database's schema is at version " + (Migrations.NEEDED - 1) + " and this release");
  }

  @Test
  void migrationThatWentWrongDoesNotCount() {
    Migrations.migrate(test.config());
    execute(
        "update flyway_schema_history set success = false where version::integer = "
            + Migrations.NEEDED);

    assertThat(applied()).isEqualTo(Migrations.NEEDED - 1);
  }

  @Test
  void newerSchemaIsAccepted() {
    Migrations.migrate(test.config());
    execute(
        """
        insert into flyway_schema_history
        select installed_rank + 1, '900', 'from tomorrow', type, 'V900__from_tomorrow.sql',
          checksum, installed_by, installed_on, execution_time, success
        from flyway_schema_history order by installed_rank desc limit 1
        """);

    assertThat(applied()).isEqualTo(900);
    assertThatCode(() -> Migrations.check(test.database())).doesNotThrowAnyException();
    assertThat(Migrations.migrate(test.config())).isZero();
  }

  @Test
  void severalProcessesMigrateAtOnce() throws Exception {
    Callable<Integer> migrate = () -> Migrations.migrate(test.config());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var applied = threads.invokeAll(nCopies(4, migrate)).stream().map(Future::resultNow).toList();

      // They may share the work, as Flyway locks for each file anew.
      assertThat(applied.stream().reduce(0, Integer::sum)).isEqualTo(files().size());
    }
    assertThat(applied()).isEqualTo(Migrations.NEEDED);
  }

  @Test
  void ownerOfTheDatabaseNeedNotBeASuperuser() {
    var owner = "owner_of_" + test.config().jdbcUrl().replaceAll(".*/", "");
    execute("create role " + owner + " login nosuperuser");
    execute(
        "alter database " + test.config().jdbcUrl().replaceAll(".*/", "") + " owner to " + owner);
    var config = new DatabaseConfig(test.config().jdbcUrl(), owner, "");

    Migrations.migrate(config);

    try (var database = Database.open(config, "owner")) {
      assertThatCode(() -> Migrations.check(database)).doesNotThrowAnyException();
    }
  }

  @Test
  void migratingMayTakeAsLongAsItTakes() {
    try (var pool = Migrations.withoutStatementLimits(test.config())) {
      assertThat(pool.getDataSourceProperties()).containsEntry("socketTimeout", "0");
    }
  }

  @Test
  void serverThatIsNotThereIsUnavailable() {
    var nobody = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/shop", "ann", "");

    assertThatExceptionOfType(DatabaseException.Unavailable.class)
        .isThrownBy(() -> Migrations.migrate(nobody));
  }

  @Test
  void filesUseNothingNewerThanPostgres14() throws IOException {
    for (var file : files()) {
      var sql = Files.readString(file).replaceAll("--.*", "").toLowerCase(Locale.ROOT);

      assertThat(sql).as("%s", file).doesNotContainPattern(NEWER_THAN_14);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().toList();
    }
  }

  private int applied() {
    return test.database().inTransaction(Migrations::appliedVersion);
  }

  private void execute(String sql) {
    test.database().inTransactionDo(tx -> tx.execute(sql));
  }
}
