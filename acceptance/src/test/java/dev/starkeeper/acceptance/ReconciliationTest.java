package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no update tells any more, Telegram's history does. */
final class ReconciliationTest {
  private final Installation shop = Installation.start();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void paymentWhoseUpdateIsLostIsDeliveredAndItsLostRefundTakesItBack() throws SQLException {
    shop.sellCoins("coins-100", 10, 100);
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");
    Json.Answer paid;
    try (var connection = shop.postgres.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table payment in access exclusive mode");
      paid = shop.telegram.pay(link, buyer);
      Await.until("the worker waits to record it", this::somebodyWaitsForALock);
      shop.worker().kill();
      connection.rollback();
    }
    loseUpdates();
    assertThat(shop.paymentsOf(buyer)).isEmpty();
    shop.startWorker();

    Await.until("the payment is recovered", () -> shop.coinsOf(buyer) == 100);
    Await.until("the books are read", () -> stars(books(), "received") == 10);
    assertBooks(10, 0, "payments");

    shop.worker().kill();
    shop.telegram.play("refund", "{\"chargeId\":\"" + paid.text("chargeId") + "\"}");
    loseUpdates();
    shop.startWorker();

    Await.until("the refund is recovered", () -> shop.coinsOf(buyer) == 0);
    Await.until("the books are read", () -> stars(books(), "refunded") == 10);
    assertBooks(10, 10, "refunds");
  }

  private void assertBooks(long received, long refunded, String recovered) {
    var books = books();
    assertThat(stars(books, "received")).isEqualTo(received);
    assertThat(stars(books, "refunded")).isEqualTo(refunded);
    assertThat(stars(books, "telegramBalance")).isEqualTo(received - refunded);
    assertThat(stars(books, "difference")).isZero();
    assertThat(books.get("complete").getAsBoolean()).isTrue();
    assertThat(books.getAsJsonObject("recovered").get(recovered).getAsInt()).isEqualTo(1);
  }

  /** As somebody else who polls this bot does it. */
  private void loseUpdates() {
    var updates =
        shop.telegram.callBotApi("getUpdates", "{\"timeout\":0}").body().getAsJsonArray("result");
    var last = updates.get(updates.size() - 1).getAsJsonObject().get("update_id").getAsLong();
    shop.telegram.callBotApi("getUpdates", "{\"timeout\":0,\"offset\":" + (last + 1) + "}");
  }

  private JsonObject books() {
    return Json.get(shop.at("/v1/books"), Installation.AS_SERVER).body();
  }

  private static long stars(JsonObject books, String field) {
    return books.getAsJsonObject(field).get("stars").getAsLong();
  }

  private boolean somebodyWaitsForALock() {
    return !shop.postgres.rows("select pid from pg_locks where not granted").isEmpty();
  }
}
