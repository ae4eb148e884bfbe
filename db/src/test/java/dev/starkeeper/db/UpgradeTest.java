package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop that has run on the first release goes on with this one, and has lost nothing. */
final class UpgradeTest {
  private static final String FIRST_RELEASE = "7";

  private static final List<String> TABLES =
      List.of(
          "product_version",
          "product",
          "customer",
          "invoice",
          "idempotency_key",
          "payment",
          "entitlement_grant",
          "credit_entry",
          "rejected_update",
          "scheduled_tasks");

  private final TestDatabase test = TestDatabase.empty();

  @BeforeEach
  void firstRelease() {
    migrateTo(FIRST_RELEASE);
    for (var row :
        List.of(
            "product_version values (7, 'premium', 1, 'T', 'D', null, 50, 'UNLOCK', 'premium', null, null, now()),"
                + " (7, 'premium', 2, 'T', 'D', 'https://x.example/a.png', 60, 'UNLOCK', 'premium', null, null, now()),"
                + " (7, 'coins', 1, 'T', 'D', null, 100000, 'CONSUMABLE', null, 'coins', 10, now())",
            "product values (7, 'premium', 2, true, now()), (7, 'coins', 1, false, now())",
            "customer values (7, 501, 'en', now(), null), (7, 502, 'ru', now(), now())",
            invoice(1, "OPEN", "null, null, null, null"),
            invoice(2, "CHECKOUT", "'query-1', now(), null, null"),
            invoice(3, "PAID", "null, null, 'charge-1', now()"),
            invoice(4, "REFUNDED", "null, null, 'charge-5', now()"),
            invoice(5, "EXPIRED", "null, null, null, null"),
            invoice(6, "VOID", "null, null, null, null"),
            "idempotency_key values (7, 'customer:501', 'k', repeat('0', 64), "
                + id(1)
                + ", now())",
            payment(1, "'FULFILLED', null", "null"),
            payment(2, "'UNMATCHED', 'UNKNOWN_INVOICE'", "null"),
            payment(3, "'REFUND_REQUESTED', 'SECOND_CHARGE'", "null"),
            payment(4, "'REFUND_FAILED', 'CHARGE_NOT_FOUND'", "null"),
            payment(5, "'REFUNDED', 'SECOND_CHARGE'", "now()"),
            payment(6, "'FULFILLED', null", "null"),
            "entitlement_grant values (7, 'charge-1', 501, 'premium', now(), null),"
                + " (7, 'charge-5', 502, 'premium', now(), now())",
            "credit_entry values (7, 'charge-6', 501, 'coins', 10, now())",
            "rejected_update values (7, 9, sha256('x'), 'why', 'x', now())",
            "scheduled_tasks values ('refund', '7:charge-3', null, now(), false, null, null, null,"
                + " null, null, 1, null)")) {
      execute("insert into " + row);
    }
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void everyRowIsStillThereWithAllThatItSaid() {
    var before = TABLES.stream().map(this::contents).toList();

    Migrations.migrate(test.config());

    for (var i = 0; i < TABLES.size(); i++) {
      var now = contents(TABLES.get(i));
      assertThat(now).as(TABLES.get(i)).hasSameSizeAs(before.get(i)).isNotEmpty();
      for (var row : before.get(i)) {
        assertThat(holds(now, row)).as("%s: %s in %s", TABLES.get(i), row, now).isTrue();
      }
    }
  }

  @Test
  void whatWasOwnedIsOwnedForEverAndWhatWasRevokedIsNot() {
    Migrations.migrate(test.config());

    assertThat(
            rows(
                "select concat_ws(' ', charge_id, kind, starts_at, days, ends_at, subscription_id,"
                    + " revoked_at is null) from entitlement_grant order by 1"))
        .containsExactly("charge-1 UNLOCK t", "charge-5 UNLOCK f");
    assertThat(rows("select kind || ' ' || amount from credit_entry"))
        .containsExactly("PURCHASE 10");
    assertThat(rows("select sku from product where stock is null and limit_per_customer is null"))
        .hasSize(2);
  }

  @Test
  void oldRowsObeyTheNewRulesFromThenOn() {
    Migrations.migrate(test.config());

    execute("insert into credit_entry values (7, 'charge-6', 501, 'coins', -10, now(), 'REFUND')");
    execute("update payment set reason = 'IMPORTED' where charge_id = 'charge-1'");
    execute(
        "update payment set status = 'REFUND_REQUESTED', reason = 'he asked'"
            + " where charge_id <> 'charge-5'");

    for (var wrong :
        List.of(
            "update credit_entry set amount = -amount",
            "update payment set reason = null",
            "update entitlement_grant set kind = 'PASS'",
            "update product_version set kind = 'SUBSCRIPTION' where sku = 'coins'")) {
      assertThatExceptionOfType(DatabaseException.Refused.class)
          .as(wrong)
          .isThrownBy(() -> execute(wrong))
          .withMessageContaining("violates check constraint");
    }
    assertThat(rows("select conname::text from pg_constraint where not convalidated")).isEmpty();
  }

  private void migrateTo(String version) {
    try (var pool = Migrations.withoutStatementLimits(test.config())) {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/migration")
          .target(version)
          .load()
          .migrate();
    }
  }

  private List<String> contents(String table) {
    return rows("select to_jsonb(t)::text from " + table + " t order by 1");
  }

  /** Whether one of the rows has every column of that one, and perhaps more. */
  private boolean holds(List<String> rows, String row) {
    return rows.stream()
        .anyMatch(one ->
            !test.database()
                .inTransaction(tx -> tx.fetch("select 1 where ?::jsonb @> ?::jsonb", one, row))
                .isEmpty());
  }

  private static String invoice(int n, String state, String rest) {
    return "invoice values (7, %s, 501, 502, 'coins', 1, %d, 7, '%s', 'https://t.me/$%d', now(), now() + '1h', %s)"
        .formatted(id(n), n, state, n, rest);
  }

  private static String payment(int n, String status, String refundedAt) {
    return "payment values (7, 'charge-%d', 501, 7, 'p', %s, %s, false, 'UPDATE', now(), now(), %s)"
        .formatted(n, id(n), status, refundedAt);
  }

  private static String id(int n) {
    return "'00000000-0000-7000-8000-00000000000" + n + "'";
  }

  private List<String> rows(String query) {
    return test.database().inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }

  private void execute(String sql) {
    test.database().inTransactionDo(tx -> tx.execute(sql));
  }
}
