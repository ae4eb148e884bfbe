package dev.starkeeper.bench.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bench.world.Users;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.soak.DurablePostgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A past of a thousand invoices, so none of the last hour; and one of two parts. */
final class PastTest {
  private static final long BOT = 7_000_000_042L;
  private static final int INVOICES = 1_000;

  private static final String SCHEMA =
      """
      select word from (
        select format('%s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid),
          convalidated) as word
        from pg_constraint where connamespace = 'public'::regnamespace
        union all
        select format('%s %s %s', pg_get_indexdef(indexrelid), indisvalid, indisprimary)
        from pg_index join pg_class on pg_class.oid = indexrelid
        where relnamespace = 'public'::regnamespace
        union all
        select format('%s %s %s', attrelid::regclass, attname, attnotnull)
        from pg_attribute join pg_class on pg_class.oid = attrelid
        where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0
        union all
        select format('%s %s', relname, reloptions)
        from pg_class where relnamespace = 'public'::regnamespace) as words
      order by word
      """;

  private static DurablePostgres postgres;
  private static Shelf shelf;
  private static List<String> schema;

  @BeforeAll
  static void fill() throws IOException {
    postgres = DurablePostgres.start();
    shelf = migrated("past");
    schema = shelf.texts(SCHEMA);

    Past.fill(shelf, BOT, INVOICES);
  }

  private static Shelf migrated(String name) {
    var shelf = Shelf.create(postgres, name);
    Migrations.migrate(DatabaseConfig.parse(shelf.url()));
    return shelf;
  }

  @AfterAll
  static void close() {
    postgres.close();
  }

  @Test
  void keysAreBackAsTheyWere() {
    assertThat(schema).hasSizeGreaterThan(300);

    assertThat(shelf.texts(SCHEMA)).isEqualTo(schema);
  }

  @Test
  void everythingFollowsFromTheInvoices() {
    assertThat(
            shelf.texts("select state || ' ' || count(*) from invoice group by state order by 1"))
        .containsExactly("EXPIRED 700", "PAID 280", "REFUNDED 10", "VOID 10");
    assertThat(
            shelf.texts("select status || ' ' || count(*) from payment group by status order by 1"))
        .containsExactly("FULFILLED 280", "REFUNDED 10");
    assertThat(shelf.texts("select type || ' ' || count(*) from event group by type order by 1"))
        .containsExactly(
            "credits.changed 300",
            "invoice.expired 700",
            "payment.refunded 10",
            "payment.succeeded 290");
    assertThat(shelf.word("select to_jsonb(t) - 'bot_id' from payment_total t"))
        .isEqualTo(
            "{\"refunds\": 10, \"payments\": 290, \"paid_stars\": 29000, \"refunded_stars\": 1000}");
    assertThat(shelf.number("select sum(amount) from credit_entry")).isEqualTo(28_000);
    assertThat(shelf.number("select count(*) from receipt_message")).isEqualTo(290);
    assertThat(shelf.number("select count(*) from refund_request where taken_at is not null"))
        .isEqualTo(10);
  }

  @Test
  void eventsHaveNoGaps() {
    assertThat(shelf.number("select max(id) from event")).isEqualTo(1_300);
    assertThat(shelf.number("select last_id from event_counter")).isEqualTo(1_300);
    assertThat(
            shelf.number(
                "select count(*) from event where data::jsonb ->> 'customerId' = customer_id::text"))
        .isEqualTo(1_300);
  }

  @Test
  void invoicesAreTheCustomers() {
    var customers = LongStream.rangeClosed(1, INVOICES / 4).map(Users::id).sorted();

    assertThat(shelf.texts("select customer_id::text from customer order by customer.customer_id"))
        .containsExactlyElementsOf(customers.mapToObj(Long::toString).toList());
    assertThat(
            shelf.texts(
                "select distinct count(*)::text from invoice join customer on customer_id = buyer_id group by buyer_id"))
        .containsExactly("4");
  }

  @Test
  void plannerKnowsTheTables() {
    assertThat(shelf.number("select reltuples from pg_class where relname = 'event'"))
        .isEqualTo(1_300);
    assertThat(
            shelf.number(
                "select count(distinct tablename) from pg_stats where schemaname = 'public' and tablename = any('{invoice,payment,credit_entry,customer}')"))
        .isEqualTo(4);
  }

  @Test
  void partsFollowOneAnother() {
    var larger = migrated("larger");

    Past.fill(larger, BOT, 150_000);

    assertThat(larger.number("select count(distinct id) from event"))
        .isEqualTo(larger.number("select max(id) from event"))
        .isEqualTo(larger.number("select last_id from event_counter"));
    assertThat(larger.number("select count(*) from invoice where state = 'OPEN'")).isPositive();
    assertThat(larger.number("select count(*) from customer")).isEqualTo(37_500);
    assertThatThrownBy(() -> larger.execute("insert into invoice select * from invoice limit 1"))
        .hasStackTraceContaining("invoice_pkey");
  }
}
