package dev.starkeeper.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class DurablePostgresTest {
  @Test
  void whatIsCommittedSurvivesKillsAndRestarts() throws IOException, SQLException {
    try (var postgres = DurablePostgres.start()) {
      var url = postgres.url();
      query(url, "create table kept (n integer)");
      query(url, "insert into kept values (1)");

      postgres.kill();
      query(url, "insert into kept values (2)");
      postgres.restart();

      assertThat(postgres.url()).isEqualTo(url);
      assertThat(query(url, "select sum(n) from kept")).isEqualTo("3");
    }
  }

  @Test
  void commitsAreWrittenToDisk() throws IOException, SQLException {
    try (var postgres = DurablePostgres.start()) {
      assertThat(query(postgres.url(), "show fsync")).isEqualTo("on");
      assertThat(query(postgres.url(), "show synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres.url(), "show full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void nothingIsLeftOfIt() throws IOException {
    var postgres = DurablePostgres.start();
    var directory = postgres.directory();
    assertThat(directory).isNotEmptyDirectory();

    postgres.close();
    postgres.kill();
    postgres.restart();

    assertThat(Files.exists(directory)).isFalse();
  }

  private static String query(String url, String sql) throws SQLException {
    var config = DatabaseConfig.parse(url);
    try (var connection =
            DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) return "";
      var rows = statement.getResultSet();
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
