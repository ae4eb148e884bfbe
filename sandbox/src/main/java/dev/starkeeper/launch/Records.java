package dev.starkeeper.launch;

import dev.starkeeper.db.DatabaseConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Reads a database the way a person with {@code psql} would, to show what is there. */
final class Records {
  private final DatabaseConfig database;

  private Records(DatabaseConfig database) {
    this.database = database;
  }

  static Records of(String url) {
    return new Records(DatabaseConfig.parse(url));
  }

  /** Where the server keeps its files. */
  Path dataDirectory() {
    return Path.of(query("show data_directory").getFirst().firstEntry().getValue());
  }

  /** Every row of a table; columns that are null are left out. */
  List<SequencedMap<String, String>> rows(String table) {
    return query("select * from " + table);
  }

  private List<SequencedMap<String, String>> query(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<SequencedMap<String, String>>();
      while (result.next()) rows.add(row(result));
      return rows;
    } catch (SQLException e) {
      throw new LaunchFailure("cannot read the database: " + e.getMessage(), e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static SequencedMap<String, String> row(ResultSet result) throws SQLException {
    var row = new LinkedHashMap<String, String>();
    var columns = result.getMetaData();
    for (var i = 1; i <= columns.getColumnCount(); i++) {
      var value = result.getString(i);
      if (value != null) row.put(columns.getColumnName(i), value);
    }
    return row;
  }

  /** One column to a line, as many of Telegram's names are too long for anything else. */
  static String table(String name, List<? extends Map<String, String>> rows) {
    var text = new StringBuilder(name).append(": ").append(rows.size());
    text.append(rows.size() == 1 ? " row" : " rows").append('\n');
    for (var row : rows) {
      row.forEach((column, value) -> text.append("  %-18s  %s%n".formatted(column, value)));
    }
    return text.toString();
  }
}
