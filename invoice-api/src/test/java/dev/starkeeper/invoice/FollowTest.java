package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.store.InvoiceStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 25, unit = TimeUnit.SECONDS) // sooner than the waits: who is answered was woken
final class FollowTest {
  private static final String COINS = "{\"sku\":\"coins\"}";

  private final RunningApi api = RunningApi.start();

  FollowTest() {
    api.sellCoins("coins", 50);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theBuyerSeesHisInvoice() {
    var made = api.mint(COINS).isStatus(201);

    assertThat(follow(made.get("id")).isStatus(200).json()).isEqualTo(made.json());
    assertThat(api.invoice(made.get("id")).isStatus(200).json()).isEqualTo(made.json());
  }

  @Test
  void nobodyElseSeesThatItExists() {
    var id = api.mint(COINS).get("id");
    var unknown = id.replaceFirst("^........", "00000000");

    var foreign = api.send(api.asUser(77, "/v1/invoices/" + id)).isProblem(404, "not_found");
    var missing = api.send(api.asUser(77, "/v1/invoices/" + unknown)).isProblem(404, "not_found");

    assertThat(foreign.text()).isEqualTo(missing.text());
  }

  @Test
  void onlyServersSeeTheCharge() {
    var id = api.mint(COINS).get("id");
    api.worker.pay(id, "charge-1");

    var ours = follow(id + "?wait=30").isStatus(200);
    var servers = api.invoice(id + "?wait=30").isStatus(200);

    assertThat(ours.get("status")).isEqualTo("paid");
    assertThat(ours.get("paidAt")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(ours.json().has("chargeId")).isFalse();
    assertThat(servers.get("chargeId")).isEqualTo("charge-1");
  }

  @Test
  void aWaitingCallIsAnsweredWhenItIsPaid() throws Exception {
    var id = api.mint(COINS).get("id");

    var answer = whileWaiting(id, () -> api.worker.pay(id, "charge-1"));

    assertThat(answer.isStatus(200).get("status")).isEqualTo("paid");
  }

  @Test
  void aWaitingCallIsAnsweredWhenItIsReplaced() throws Exception {
    var id = api.mint(COINS).get("id");

    var answer =
        whileWaiting(
            id,
            () -> {
              api.putProduct(
                  "coins",
                  """
                  {"title":"Coins","description":"Dearer","stars":60,
                   "kind":"consumable","unit":"coins","units":100}
                  """);
              api.mint(COINS).isStatus(201);
            });

    assertThat(answer.isStatus(200).get("status")).isEqualTo("void");
  }

  @Test
  void aWaitingCallIsAnsweredWhenThereIsNothingLeftToSellByIt() throws Exception {
    var id = api.mint(COINS).get("id");

    var answer = whileWaiting(id, () -> api.worker.makeVoid(InvoiceId.ofPayload(id).orElseThrow()));

    assertThat(answer.isStatus(200).get("status")).isEqualTo("void");
  }

  @Test
  void oneThatWentBackIsAnsweredAtOnce() {
    var id = api.mint(COINS).get("id");
    api.worker.pay(id, "charge-1");
    api.worker.refund("charge-1");

    assertThat(follow(id + "?wait=30").isStatus(200).get("status")).isEqualTo("refunded");
  }

  @Test
  void oneThatIsPaidAndGoesBackBeforeAnybodyLooksIsAnswered() throws Exception {
    var id = api.mint(COINS).get("id");

    var answer = whileWaiting(id, () -> payAndRefundAtOnce(id));

    assertThat(answer.isStatus(200).get("status")).isEqualTo("refunded");
  }

  /** With one notification, after both. */
  private void payAndRefundAtOnce(String id) {
    api.database
        .database()
        .inTransactionDo(tx -> {
          tx.execute(
              "update invoice set state = 'REFUNDED', charge_id = 'charge-1', paid_at = created_at");
          InvoiceStore.notifyChanged(
              tx, RunningApi.BOT, List.of(InvoiceId.ofPayload(id).orElseThrow()));
        });
  }

  @Test
  void anExpiredOneIsAnsweredAtOnce() {
    var id = api.mint(COINS).get("id");
    api.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));

    assertThat(follow(id + "?wait=30").isStatus(200).get("status")).isEqualTo("expired");
  }

  @Test
  void theWaitEndsWithTheStateOfThen() {
    var id = api.mint(COINS).get("id");

    assertThat(follow(id + "?wait=1").isStatus(200).get("status")).isEqualTo("open");
    assertThat(follow(id + "?wait=0").isStatus(200).get("status")).isEqualTo("open");
  }

  @Test
  void aHundredMayWaitOnTenConnections() throws Exception {
    var id = api.mint(COINS).get("id");
    Callable<Answer> wait = () -> follow(id + "?wait=30");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = Collections.nCopies(100, wait).stream().map(threads::submit).toList();
      api.untilWaiting(100);
      api.send(api.asBuyer("/v1/me")).isStatus(200);
      api.worker.pay(id, "charge-1");

      for (Future<Answer> answer : waiting) {
        assertThat(answer.get().isStatus(200).get("status")).isEqualTo("paid");
      }
    }
  }

  private Answer whileWaiting(String id, Runnable change) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> follow(id + "?wait=30"));
      api.untilWaiting(1);
      change.run();
      return waiting.get();
    }
  }

  private Answer follow(String path) {
    return api.send(api.asBuyer("/v1/invoices/" + path));
  }
}
