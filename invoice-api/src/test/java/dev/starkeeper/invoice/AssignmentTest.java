package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 40, unit = TimeUnit.SECONDS)
final class AssignmentTest {
  private static final String COINS = "{\"sku\":\"coins\"}";

  private final RunningApi api = RunningApi.start();

  @BeforeEach
  void aHeldCharge() {
    api.sellCoins("coins", 50);
    api.worker.hold(77, 50, "held");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aWorkerDeliversIt() throws Exception {
    var invoice = api.mint(COINS).get("id");

    var answer = whileWaiting(invoice, () -> api.worker.assign("held")).isStatus(200);

    assertThat(answer.get("status")).isEqualTo("fulfilled");
    assertThat(answer.get("invoiceId")).isEqualTo(invoice);
    assertThat(answer.get("reason")).isEqualTo("UNKNOWN_INVOICE");
    assertThat(api.invoice(invoice).get("chargeId")).isEqualTo("held");
    assertThat(api.send(api.asBuyer("/v1/me")).text()).contains("\"coins\":100");
  }

  @Test
  void askingAgainAfterThatIsTheSame() throws Exception {
    var invoice = api.mint(COINS).get("id");
    var first = whileWaiting(invoice, () -> api.worker.assign("held"));

    var again = assign("held", invoice).isStatus(200);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(tasks()).isZero();
  }

  @Test
  void withoutAWorkerItIsOwed() {
    var invoice = api.mint(COINS).get("id");

    var answer = assign("held", invoice).isStatus(202);

    assertThat(answer.get("status")).isEqualTo("unmatched");
    assertThat(answer.json().has("invoiceId")).isFalse();
    assertThat(tasks()).isEqualTo(1);
    api.worker.assign("held");
    assertThat(assign("held", invoice).isStatus(200).get("status")).isEqualTo("fulfilled");
  }

  @Test
  void theLatestWordCounts() {
    var first = api.mint(COINS).get("id");
    var second = api.mint("{\"sku\":\"coins\",\"recipientId\":5}").get("id");
    assign("held", first).isStatus(202);

    assign("held", second).isStatus(202);
    api.worker.assign("held");

    assertThat(api.invoice(first).get("status")).isEqualTo("open");
    assertThat(api.invoice(second).get("status")).isEqualTo("paid");
  }

  /** The work of an earlier request is deleted after ours was written: it is written again. */
  @Test
  void whatEndsBesideItDoesNotTakeItAway() throws Exception {
    var invoice = api.mint(COINS).get("id");

    var answer =
        whileWaiting(
            invoice,
            () -> {
              api.worker.end("assignment");
              untilTasks(1);
              api.worker.assign("held");
            });

    assertThat(answer.isStatus(200).get("status")).isEqualTo("fulfilled");
  }

  @Test
  void anExpiredInvoiceWillDo() throws Exception {
    var invoice = api.mint(COINS).get("id");
    api.now.updateAndGet(now -> now.plusSeconds(3600));
    assertThat(api.invoice(invoice).get("status")).isEqualTo("expired");

    whileWaiting(invoice, () -> api.worker.assign("held")).isStatus(200);
  }

  @Test
  void anInvoiceThatIsPaidHasNoRoom() {
    var invoice = api.buy(COINS, "charge-1");

    var paid = assign("held", invoice).isProblem(409, "invalid_state");
    api.worker.refund("charge-1");
    var refunded = assign("held", invoice).isProblem(409, "invalid_state");

    assertThat(paid.get("detail")).isEqualTo("The invoice is paid by another charge.");
    assertThat(refunded.get("detail")).isEqualTo("The invoice is refunded by another charge.");
    assertThat(api.count("select count(*) from assignment_request")).isZero();
  }

  @Test
  void anInvoiceThatIsPaidMeanwhileIsToldAtOnce() throws Exception {
    var invoice = api.mint(COINS).get("id");

    whileWaiting(invoice, () -> api.worker.pay(invoice, "charge-1"))
        .isProblem(409, "invalid_state");
  }

  @Test
  void onlyAHeldPaymentIsAssigned() {
    var invoice = api.mint(COINS).get("id");
    api.buy("{\"sku\":\"coins\",\"quantity\":2}", "charge-1");
    api.post("/v1/payments/held/refunds", "{\"reason\":\"r\"}").isStatus(202);

    var given = assign("charge-1", invoice).isProblem(409, "invalid_state");
    var asked = assign("held", invoice).isProblem(409, "invalid_state");
    api.worker.refund("held");
    var back = assign("held", invoice).isProblem(409, "invalid_state");

    assertThat(given.get("detail")).isEqualTo("The payment is fulfilled.");
    assertThat(asked.get("detail")).isEqualTo("The payment is refund_requested.");
    assertThat(back.get("detail")).isEqualTo("The payment is refunded.");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    var invoice = api.mint(COINS).get("id");

    assign("nothing", invoice).isProblem(404, "not_found");
    assign("held", "00000000-0000-7000-8000-000000000000").isProblem(404, "not_found");
    assign("held", "x").isProblem(404, "not_found");
    assertThat(tasks()).isZero();
  }

  @Test
  void eightAtOnceMakeOneTask() throws Exception {
    var invoice = api.mint(COINS).get("id");
    Callable<Answer> call = () -> assign("held", invoice);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = Collections.nCopies(8, call).stream().map(threads::submit).toList();
      api.untilWaiting(8);
      untilTasks(1);
      api.worker.assign("held");
      for (var answer : calls) answer.get().isStatus(200);
    }
    assertThat(tasks()).isZero();
  }

  @Test
  void itIsForServers() {
    var body = "{\"invoiceId\":\"x\"}";
    var request = RunningApi.json(api.asBuyer("/v1/payments/held/assignment"), "POST", body);

    api.send(request).isProblem(403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | invoiceId is missing",
        "{\"invoiceId\":1} | invoiceId is not a string",
        "{\"invoiceId\":\"x\",\"sku\":\"y\"} | unknown field: sku",
      })
  void anUnusableBodyIsRefused(String body, String detail) {
    var answer = api.post("/v1/payments/held/assignment", body);

    assertThat(answer.isProblem(400, "invalid_request").get("detail")).isEqualTo(detail);
  }

  private Answer whileWaiting(String invoice, Runnable change) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> assign("held", invoice));
      untilTasks(1);
      change.run();
      return waiting.get();
    }
  }

  private void untilTasks(long tasks) {
    while (tasks() != tasks) Thread.onSpinWait();
  }

  private Answer assign(String charge, String invoice) {
    return api.post(
        "/v1/payments/" + charge + "/assignment", "{\"invoiceId\":\"" + invoice + "\"}");
  }

  private long tasks() {
    return api.count("select count(*) from scheduled_tasks where task_name = 'assignment'");
  }
}
