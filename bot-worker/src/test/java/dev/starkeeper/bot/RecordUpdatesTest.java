package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.telegram.Update;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordUpdatesTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void unreadableUpdateIsKeptWholeAndTheOthersAreRecorded() {
    var product = shop.coins("coins", 61, 610);
    var first = Shop.payment("charge-1", shop.invoice(product));
    var second = Shop.payment("charge-2", shop.invoice(product));
    var unreadable =
        new Update(
            12, "{\"message\":5}", new Update.Content.Unreadable("message is not an object"));

    recording(test.database()).record(List.of(told(11, first), unreadable, told(13, second)));

    assertThat(rows("select charge_id from payment order by 1"))
        .containsExactly("charge-1", "charge-2");
    assertThat(rows("select update_id || ' ' || reason || ' ' || body from rejected_update"))
        .containsExactly("12 message is not an object {\"message\":5}");
  }

  @Test
  void poisonedPaymentIsKeptWholeAndItsNeighboursAreRecorded() {
    var product = shop.coins("coins", 62, 620);
    var first = Shop.payment("charge-3", shop.invoice(product));
    var poisoned = Shop.payment("charge-4", shop.invoice(product));
    var last = Shop.payment("charge-5", shop.invoice(product));
    refuse("charge-4");

    recording(test.database()).record(List.of(told(21, first), told(22, poisoned), told(23, last)));

    assertThat(rows("select charge_id from payment order by 1"))
        .containsExactly("charge-3", "charge-5");
    assertThat(rows("select update_id || ' ' || body from rejected_update"))
        .containsExactly("22 {\"of\":\"charge-4\"}");
  }

  @Test
  void rejectedUpdateToldAgainIsKeptOnce() {
    var unreadable = new Update(31, "{}", new Update.Content.Unreadable("no update_id"));
    var recording = recording(test.database());

    recording.record(List.of(unreadable));
    recording.record(List.of(unreadable));

    assertThat(rows("select update_id::text from rejected_update")).containsExactly("31");
  }

  @Test
  void chargeWithOtherFactsIsKeptBesideWhatIsRecorded() {
    var payment = Shop.payment("charge-6", shop.invoice(shop.coins("coins", 63, 630)));
    var altered =
        new SuccessfulPayment(
            payment.chargeId(),
            payment.payer(),
            new Stars(1),
            payment.invoicePayload(),
            Recurrence.none(),
            payment.paidAt());

    recording(test.database()).record(List.of(told(41, payment), told(42, altered)));

    assertThat(rows("select stars::text from payment")).containsExactly("63");
    assertThat(rows("select update_id::text from rejected_update")).containsExactly("42");
  }

  @Test
  void databaseThatIsAwayRejectsNothing() {
    var payment = Shop.payment("charge-7", shop.invoice(shop.coins("coins", 64, 640)));
    var nowhere = DatabaseConfig.parse("postgresql://nobody@127.0.0.1:1/nothing");

    try (var database = Database.open(nowhere, "test")) {
      assertThatThrownBy(() -> recording(database).record(List.of(told(51, payment))))
          .isInstanceOf(DatabaseException.Unavailable.class);
    }

    recording(test.database()).record(List.of(told(51, payment)));
    assertThat(rows("select charge_id from payment")).containsExactly("charge-7");
    assertThat(rows("select reason from rejected_update")).isEmpty();
  }

  @Test
  void databaseThatIsTooSlowRejectsNothing() {
    var payment = Shop.payment("charge-8", shop.invoice(shop.coins("coins", 65, 650)));

    var other = Database.open(test.config(), "other");
    test.database()
        .inTransactionDo(tx -> {
          tx.execute("lock table payment in access exclusive mode");
          var recording = recording(other);
          assertThatThrownBy(() -> onItsOwnThread(recording, told(61, payment)))
              .hasRootCauseInstanceOf(SQLException.class)
              .hasCauseInstanceOf(DatabaseException.Unavailable.class);
        });
    other.close();

    assertThat(rows("select reason from rejected_update")).isEmpty();
  }

  @Test
  void databaseThatGoesAwayWhileOwedWorkIsWrittenRejectsNothing() {
    var payment = Shop.payment("charge-9", shop.invoice(shop.coins("coins", 66, 660)));
    breakWhenWorkIsScheduled("perform pg_terminate_backend(pg_backend_pid())");

    assertThatThrownBy(() -> recording(test.database()).record(List.of(told(71, payment))))
        .isInstanceOf(DatabaseException.Unavailable.class);

    assertThat(rows("select reason from rejected_update")).isEmpty();
    assertThat(rows("select charge_id from payment")).isEmpty();
  }

  @Test
  void faultOfTheSchemaRejectsNothing() {
    var payment = Shop.payment("charge-10", shop.invoice(shop.coins("coins", 67, 670)));
    breakWhenWorkIsScheduled("raise exception 'no right' using errcode = '42501'");

    assertThatThrownBy(() -> recording(test.database()).record(List.of(told(81, payment))))
        .isInstanceOf(DatabaseException.Refused.class);

    assertThat(rows("select reason from rejected_update")).isEmpty();
  }

  @Test
  void lockedInvoiceHoldsUpItsOwnPaymentAlone() {
    var product = shop.coins("coins", 68, 680);
    var locked = shop.invoice(product);
    var told =
        List.of(
            told(91, Shop.payment("charge-11", locked)),
            told(92, Shop.payment("charge-12", shop.invoice(product))));

    try (var other = Database.open(test.config(), "other")) {
      test.database()
          .inTransactionDo(tx -> {
            InvoiceStore.lock(tx, Shop.BOT, List.of(locked.id()));
            var recording = recording(other);
            assertThatThrownBy(
                    () -> CompletableFuture.runAsync(() -> recording.record(told)).join())
                .hasCauseInstanceOf(DatabaseException.Unavailable.class);
          });
    }

    assertThat(rows("select charge_id from payment")).containsExactly("charge-12");
    assertThat(rows("select reason from rejected_update")).isEmpty();
  }

  private void breakWhenWorkIsScheduled(String statement) {
    test.database()
        .inTransactionDo(tx -> {
          tx.execute(
              "create function broken() returns trigger language plpgsql as $$ begin "
                  + statement
                  + "; return new; end $$");
          tx.execute(
              "create trigger broken before insert on scheduled_tasks"
                  + " for each row execute function broken()");
        });
  }

  private static void onItsOwnThread(RecordUpdates recording, Update update) {
    CompletableFuture.runAsync(() -> recording.record(List.of(update))).join();
  }

  private void refuse(String charge) {
    test.database()
        .inTransactionDo(tx ->
            tx.execute(
                "alter table payment add constraint poison check (charge_id <> '" + charge + "')"));
  }

  private static Update told(long id, SuccessfulPayment payment) {
    var json = "{\"of\":\"" + payment.chargeId().value() + "\"}";
    return new Update(id, json, new Update.Content.Paid(payment));
  }

  private static RecordUpdates recording(Database database) {
    var payments = Shop.recording(database, () -> Shop.NOON);
    return new RecordUpdates(
        database, Shop.BOT, () -> Shop.NOON, payments, BotMeters.unseen().recording());
  }

  private List<String> rows(String query) {
    return test.database().inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }
}
