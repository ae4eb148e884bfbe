package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever dies, and whenever: nothing is lost, and nothing happens twice. */
final class CrashTest {
  private static final String POLL = "poll-updates-" + PlayedTelegram.TOKEN.split(":", 2)[0];

  private final Installation shop = Installation.start();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void workerKilledBetweenPaymentAndCommit() throws SQLException {
    shop.sellCoins("coins-100", 10, 100);
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");

    try (var connection = shop.postgres.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table payment in access exclusive mode");
      assertThat(shop.telegram.pay(link, buyer).text("status")).isEqualTo("paid");
      Await.until("the worker waits to record it", this::somebodyWaitsForALock);
      shop.worker().kill();
      connection.rollback();
    }
    assertThat(shop.paymentsOf(buyer)).isEmpty();
    shop.startWorker();

    shop.awaitAllConfirmed();
    assertThat(shop.paymentsOf(buyer)).hasSize(1);
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void workerKilledBetweenCommitAndTheNextGetUpdates() {
    shop.sellCoins("coins-100", 10, 100);
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "coins-100");
    // The poll that waits now brings the payment; every further one is lost on its way, so what
    // the worker commits is never confirmed.
    Await.until("the worker polls", () -> shop.telegram.state().get("pollWaiting").getAsBoolean());
    shop.telegram.faults("{\"getUpdates\":[{\"kind\":\"lose_request\",\"times\":0}]}");
    shop.telegram.push(Told.paid(buyer, "stx-unconfirmed", 10, invoice.text("id")));
    Await.until("the payment is committed", () -> shop.paymentsOf(buyer).size() == 1);
    shop.worker().kill();
    assertThat(pending()).isPositive();
    shop.telegram.faults("{}");
    shop.startWorker();

    shop.awaitAllConfirmed();
    assertThat(shop.paymentsOf(buyer)).containsExactly("stx-unconfirmed FULFILLED");
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void databaseStoppedAndStartedDuringPurchases() throws Exception {
    shop.sellCoins("coins-100", 10, 100);
    var buyers = IntStream.range(0, 20).mapToObj(_ -> MiniAppUser.someone()).toList();
    var links = buyers.stream().map(b -> shop.mint(b, "coins-100").text("invoiceLink")).toList();

    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      var paying =
          IntStream.range(0, buyers.size())
              .mapToObj(i -> crowd.submit(() -> shop.telegram.pay(links.get(i), buyers.get(i))))
              .toList();
      shop.postgres.stop();
      var declined = shop.telegram.pay(links.getFirst(), buyers.getFirst());
      assertThat(declined.text("status")).isEqualTo("failed");
      shop.postgres.startAgain();
      for (var payment : paying) payment.get();

      shop.awaitAllConfirmed();
      for (var i = 0; i < buyers.size(); i++) {
        var charged = paying.get(i).get().text("status").equals("paid") ? 1 : 0;
        assertThat(shop.paymentsOf(buyers.get(i))).hasSize(charged);
      }
    }
    awaitBothAreBack();
    var last = MiniAppUser.someone();
    var link = shop.mint(last, "coins-100").text("invoiceLink");
    assertThat(shop.telegram.pay(link, last).text("status")).isEqualTo("paid");
    Await.until("the coins are there", () -> shop.coinsOf(last) == 100);
  }

  @Test
  void paymentsMadeWhileTheDatabaseIsAwayAreRecordedWhenItIsBack() {
    shop.sellCoins("coins-100", 10, 100);
    var buyer = MiniAppUser.someone();
    var invoice = shop.mint(buyer, "coins-100");
    shop.postgres.stop();

    shop.telegram.push(Told.paid(buyer, "stx-while-away", 10, invoice.text("id")));
    Await.until(
        "the worker has met the outage",
        () -> shop.worker().log().contains(POLL + ": the database is not available"));
    shop.postgres.startAgain();

    shop.awaitAllConfirmed();
    assertThat(shop.paymentsOf(buyer)).containsExactly("stx-while-away FULFILLED");
  }

  @Test
  void bothProcessesStopCleanlyWhenAsked() {
    assertThat(shop.worker().stop()).isZero();
    assertThat(shop.api.stop()).isZero();
  }

  @Test
  void bothProcessesStopCleanlyWithoutADatabaseToo() {
    shop.postgres.stop();
    Await.until(
        "the worker has met the outage",
        () -> Json.get(shop.worker().at("/readyz"), Map.of()).status() == 503);

    assertThat(shop.worker().stop()).isZero();
    assertThat(shop.api.stop()).isZero();
    shop.postgres.startAgain();
  }

  /** The pools look for the database again after pauses of up to five seconds. */
  private void awaitBothAreBack() {
    Await.until("the API is ready again", () -> isReady(shop.api));
    Await.until("the worker is ready again", () -> isReady(shop.worker()));
  }

  private static boolean isReady(Program program) {
    return Json.get(program.at("/readyz"), Map.of()).status() == 200;
  }

  private boolean somebodyWaitsForALock() {
    return !shop.postgres.rows("select pid from pg_locks where not granted").isEmpty();
  }

  private long pending() {
    return shop.telegram.state().get("pendingUpdateCount").getAsLong();
  }
}
