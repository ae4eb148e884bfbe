package dev.starkeeper.soak;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.soak.book.OurBook;
import dev.starkeeper.soak.book.OurBook.Gift;
import dev.starkeeper.soak.book.OurBook.InvoiceRow;
import dev.starkeeper.soak.book.OurBook.PaymentRow;
import dev.starkeeper.soak.book.Things;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads our tables without any of the code that writes them. */
final class OurTables {
  private static final String PAYMENTS = "select charge_id, status, payer_id, stars from payment";
  private static final String INVOICES =
      "select id::text, state, coalesce(charge_id, '') from invoice";
  private static final String GRANTS =
      "select charge_id, customer_id, entitlement from entitlement_grant"
          + " where revoked_at is null and charge_id is not null";
  private static final String CREDITS =
      "select charge_id, customer_id, unit, amount from credit_entry where charge_id is not null";
  // What is due and not done. A receipt that is late harms nobody; the table counts them.
  private static final String OWED =
      "select task_name || ' ' || task_instance from scheduled_tasks"
          + " where task_instance <> 'recurring' and task_name <> 'receipt'"
          + " and execution_time < now() - interval '10 seconds'";
  private static final String RECEIPTS =
      "select task_instance from scheduled_tasks where task_name = 'receipt'";
  private static final String REJECTED =
      "select update_id::text || ': ' || reason from rejected_update";

  private OurTables() {}

  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** All of it as it was at one moment. */
  static OurBook book(String databaseUrl) throws SQLException {
    try (var connection = connect(databaseUrl)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      var gifts = new ArrayList<>(rows(connection, GRANTS, OurTables::grant));
      gifts.addAll(rows(connection, CREDITS, OurTables::credits));
      return new OurBook(
          rows(connection, PAYMENTS, OurTables::payment),
          rows(connection, INVOICES, OurTables::invoice),
          gifts,
          rows(connection, OWED, row -> row.getString(1)),
          rows(connection, REJECTED, row -> row.getString(1)));
    }
  }

  static int receiptsOwed(String databaseUrl) throws SQLException {
    try (var connection = connect(databaseUrl)) {
      return rows(connection, RECEIPTS, row -> row.getString(1)).size();
    }
  }

  private static Connection connect(String databaseUrl) throws SQLException {
    var config = DatabaseConfig.parse(databaseUrl);
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
  }

  private static PaymentRow payment(ResultSet row) throws SQLException {
    return new PaymentRow(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
  }

  private static InvoiceRow invoice(ResultSet row) throws SQLException {
    return new InvoiceRow(row.getString(1), row.getString(2), row.getString(3));
  }

  private static Gift grant(ResultSet row) throws SQLException {
    return new Gift(row.getString(1), row.getLong(2), Things.entitlement(row.getString(3)), 1);
  }

  private static Gift credits(ResultSet row) throws SQLException {
    return new Gift(
        row.getString(1), row.getLong(2), Things.credits(row.getString(3)), row.getLong(4));
  }

  private static <T> List<T> rows(Connection connection, String query, Reading<T> reading)
      throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<T>();
      while (result.next()) rows.add(reading.of(result));
      return rows;
    }
  }
}
