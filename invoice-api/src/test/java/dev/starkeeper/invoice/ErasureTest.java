package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BOT;
import static dev.starkeeper.invoice.RunningApi.BUYER;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person is erased, and the books stay. */
final class ErasureTest {
  private static final String NAME = "Zaphod Beeblebrox";
  private static final long NEIGHBOUR = BUYER + 1;
  private static final long OTHER_BOT = 1234;

  /** Ids, states, amounts' units, names of keys, hashes, and what the merchant sells. */
  private static final String NOBODYS =
      """
      assignment_request: charge_id requested_by
      chat_update: query_id
      credit_debit: debited_by idempotency_key request_hash unit
      credit_entry: charge_id kind unit
      entitlement_end: entitlement
      entitlement_grant: charge_id entitlement kind
      event: type
      idempotency_key: caller key request_hash
      invoice: charge_id checkout_query_id link sku state
      manual_grant: entitlement granted_by idempotency_key request_hash revoked_by
      payment: charge_id invoice_payload recorded_from refund_told_by status
      product: sku
      product_version: description entitlement kind photo_url sku title unit
      receipt_message: charge_id
      refund_request: charge_id requested_by
      rejected_update: body_sha256
      scheduled_tasks: picked_by task_data task_instance task_name
      star_total: direction kind
      star_transaction: body direction invoice_payload kind rejected transaction_id
      subscription: first_charge_id renewal
      subscription_change: state
      support_draft: charge_id
      support_request: answered_by charge_id state
      webhook_attempt: error
      webhook_delivery: state
      webhook_endpoint: event_types previous_secret reason secret state url
      webhook_task: picked_by task_data task_instance task_name
      """;

  private static final List<String> LANGUAGES =
      List.of("customer.language_code", "star_transaction.language_code");

  @AutoClose private final RunningApi api = RunningApi.start();
  private final Traces traces = new Traces(api);

  /** Whoever adds a column decides here whether it may say something of a person. */
  @Test
  void everyColumnThatHoldsTextIsJudged() {
    var judged =
        Stream.of(Traces.COLUMNS.stream(), LANGUAGES.stream(), nobodys())
            .flatMap(all -> all)
            .collect(toSet());

    assertThat(traces.textColumns()).containsExactlyInAnyOrderElementsOf(judged);
  }

  private static Stream<String> nobodys() {
    return NOBODYS
        .lines()
        .map(line -> line.split(": ", 2))
        .flatMap(
            table -> Arrays.stream(table[1].split(" ", -1)).map(name -> table[0] + "." + name));
  }

  @Test
  void nothingSaysWhoHeWas() {
    traces.leave(BOT.value(), BUYER, NAME);
    assertThat(traces.of(NAME)).containsOnlyKeys(Traces.COLUMNS);
    assertThat(traces.of("tlh")).containsOnlyKeys(LANGUAGES);

    erase(BUYER).isStatus(204);

    assertThat(traces.of(NAME)).isEmpty();
    assertThat(traces.of("tlh")).isEmpty();
    for (var table : List.of("customer", "chat_update", "support_draft", "support_request")) {
      assertThat(traces.rows(table, BOT.value(), "customer_id", BUYER)).as(table).isZero();
    }
    assertThat(api.count("select count(*) from receipt_message")).isZero();
  }

  @Test
  void booksStay() {
    api.sellUnlock("pro", "pro");
    var kept = api.buy("{\"sku\":\"pro\"}", "charge-kept");
    traces.leave(BOT.value(), BUYER, NAME);
    var before = books();

    erase(BUYER).isStatus(204);

    assertThat(books()).isEqualTo(before).hasSize(5);
    assertThat(before.getFirst()).contains("\"key\":\"pro\",\"active\":true", "\"coins\":4");
    assertThat(api.invoice(kept).isStatus(200).get("buyerId")).isEqualTo(Long.toString(BUYER));
    assertThat(api.send(api.asServer("/v1/payments/charge-" + BUYER)).get("reason"))
        .isEqualTo("(erased)");
  }

  /** Everything but words. */
  private List<String> books() {
    return Stream.of(
            api.send(api.asServer("/v1/customers/" + BUYER)).isStatus(200).text(),
            api.send(api.asServer("/v1/books")).isStatus(200).text(),
            text(
                "select string_agg((bot_id, charge_id, payer_id, stars, invoice_id, status, paid_at,"
                    + " refunded_at)::text, ' ' order by charge_id) from payment"),
            text(
                "select string_agg((transaction_id, direction, amount, occurred_at, user_id,"
                    + " invoice_payload)::text, ' ') from star_transaction"),
            text(
                "select string_agg((id, type, customer_id, occurred_at)::text, ' ' order by id)"
                    + " from event"))
        .toList();
  }

  private String text(String sql) {
    return api.database
        .database()
        .inTransaction(tx -> String.valueOf(tx.fetchSingle(sql).get(0, String.class)));
  }

  @Test
  void neighboursAndOtherBotsAreNotTouched() {
    traces.leave(BOT.value(), BUYER, NAME);
    traces.leave(BOT.value(), NEIGHBOUR, "Trillian");
    traces.leave(OTHER_BOT, BUYER, "Marvin");
    var trillian = traces.of("Trillian");
    var marvin = traces.of("Marvin");

    erase(BUYER).isStatus(204);

    assertThat(traces.of(NAME)).isEmpty();
    assertThat(traces.of("Trillian")).isEqualTo(trillian).containsOnlyKeys(Traces.COLUMNS);
    assertThat(traces.of("Marvin")).isEqualTo(marvin).containsOnlyKeys(Traces.COLUMNS);
    assertThat(traces.rows("customer", OTHER_BOT, "customer_id", BUYER)).isEqualTo(1);
    assertThat(api.count("select count(*) from receipt_message")).isEqualTo(2);
    assertThat(traces.of("tlh").values()).containsOnly(2L);
  }

  @Test
  void numberThatOnlyLooksLikeHimIsLeft() {
    traces.leave(BOT.value(), BUYER, NAME);

    erase(1).isStatus(204); // the number of that update

    assertThat(traces.of(NAME)).containsOnlyKeys(Traces.COLUMNS);
  }

  @Test
  void askingAgainAndOfSomebodyUnknownIsSafe() {
    traces.leave(BOT.value(), BUYER, NAME);

    erase(BUYER).isStatus(204);
    erase(BUYER).isStatus(204);
    erase(77).isStatus(204);

    assertThat(traces.of(NAME)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "007", "me", "9007199254740993"})
  void whatIsNobodysIdIsNotFound(String id) {
    api.send(api.asServer("/v1/customers/" + id + "/identity").DELETE())
        .isProblem(404, "not_found");
  }

  @Test
  void whoComesBackIsKnownAgain() {
    api.sellUnlock("pro", "pro");
    traces.leave(BOT.value(), BUYER, NAME);
    erase(BUYER).isStatus(204);

    var invoice = api.mint("{\"sku\":\"pro\"}").isStatus(409);

    assertThat(invoice.get("code")).isEqualTo("already_owned"); // what he bought is still his
    api.sellCoins("coins", 5);
    api.mint("{\"sku\":\"coins\"}").isStatus(201);
    assertThat(traces.rows("customer", BOT.value(), "customer_id", BUYER)).isEqualTo(1);
  }

  /** As the migration does it, of lines that were copied before names were left out. */
  @Test
  void linesThatWereCopiedBeforeLoseTheirNames() throws Exception {
    traces.leave(BOT.value(), BUYER, NAME);
    run(
        "update star_transaction set body = '{\"user\":{\"id\":7,\"first_name\":\"A \\\" Zaphod\","
            + "\"username\":\"zaphod\",\"last_name\":\"\"},\"more\":1}'");
    try (var migration = ErasureTest.class.getResourceAsStream("/db/migration/V018__erasing.sql")) {
      assertThat(migration).isNotNull();
      var sql = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      run(sql.substring(0, sql.indexOf(';')));
    }

    assertThat(text("select body from star_transaction"))
        .isEqualTo(
            "{\"user\":{\"id\":7,\"first_name\":\"\",\"username\":\"\",\"last_name\":\"\"},\"more\":1}");
  }

  private void run(String sql) {
    api.database
        .database()
        .inTransactionDo(tx -> tx.connection(c -> c.createStatement().execute(sql)));
  }

  @Test
  void onlyServersErase() {
    api.send(api.asBuyer("/v1/customers/" + BUYER + "/identity").DELETE())
        .isProblem(403, "forbidden");
  }

  private Answer erase(long person) {
    return api.send(api.asServer("/v1/customers/" + person + "/identity").DELETE());
  }
}
