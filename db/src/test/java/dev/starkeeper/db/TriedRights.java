package dev.starkeeper.db;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase.Role;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rights of a role, found out by trying: every insert, update and delete on every table and
 * column that the catalogue knows. Nothing of it stays.
 */
final class TriedRights {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final TestDatabase test;

  TriedRights(TestDatabase test) {
    this.test = test;
  }

  /** A line for each table that is written at all. */
  String writesOf(Role role) throws SQLException {
    var lines = new ArrayList<String>();
    for (var table : tables().entrySet()) {
      var writes = writes(role, table.getKey(), table.getValue());
      if (!writes.isEmpty()) lines.add(table.getKey() + ": " + String.join(", ", writes) + "\n");
    }
    return String.join("", lines);
  }

  List<String> writes(Role role, String table, List<String> columns) throws SQLException {
    var may = new ArrayList<String>();
    try (var connection = connect(test.as(role))) {
      connection.setAutoCommit(false);
      var attempts = new Attempts(connection, table);
      attempts.named("insert", columns, "insert into %s (%s) values (null)", may);
      attempts.named("update", columns, "update %s set %s = null where false", may);
      if (attempts.passes("delete from %s where false")) may.add("delete");
      if (attempts.passes("truncate %s cascade")) may.add("truncate");
    }
    return may;
  }

  /** Writes that leave nothing behind. */
  private record Attempts(Connection connection, String table) {
    /** All columns or none are not named. */
    void named(String verb, List<String> columns, String write, List<String> may)
        throws SQLException {
      var open = new ArrayList<String>();
      for (var column : columns) if (passes(write.formatted(table, column))) open.add(column);
      if (open.equals(columns)) may.add(verb);
      else if (!open.isEmpty()) may.add(open.stream().collect(joining(" ", verb + " (", ")")));
    }

    /** What comes after the rights were looked at, such as a null that may not be, is no matter. */
    boolean passes(String write) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute(write.formatted(table));
        return true;
      } catch (SQLException e) {
        return !INSUFFICIENT_PRIVILEGE.equals(e.getSQLState());
      } finally {
        connection.rollback();
      }
    }
  }

  private Map<String, List<String>> tables() throws SQLException {
    var tables = new TreeMap<String, List<String>>();
    var columns =
        "select table_name, column_name from information_schema.columns"
            + " where table_schema = 'public' order by table_name, ordinal_position";
    try (var connection = connect(test.config());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(columns)) {
      while (rows.next()) {
        tables.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return tables;
  }

  /** Whether it has no right to; whatever else keeps it from it is a fault of the test. */
  boolean refused(Role role, String statement) {
    try {
      execute(test.as(role), statement);
      return false;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as(statement).isEqualTo(INSUFFICIENT_PRIVILEGE);
      return true;
    }
  }

  void asOwner(String statement) throws SQLException {
    execute(test.config(), statement);
  }

  static void execute(DatabaseConfig config, String sql) throws SQLException {
    try (var connection = connect(config);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(DatabaseConfig config) throws SQLException {
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
  }
}
