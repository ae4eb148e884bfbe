package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.store.OwedWorkStore.Owed;
import dev.starkeeper.store.OwedWorkStore.Subject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OwedWorkStoreTest {
  private static final Subject SUBJECT = new Subject(BOT, new ChargeId("stx:Ab:-_"));
  private static final Owed REFUND = new Owed(OwedWorkStore.REFUND, SUBJECT);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void workIsWrittenForTheSchedulerToFind() {
    database.inTransactionDo(tx ->
        OwedWorkStore.schedule(
            tx, List.of(REFUND, new Owed(OwedWorkStore.RECEIPT, SUBJECT)), NOON));
    database.inTransactionDo(
        tx -> OwedWorkStore.scheduleOnce(tx, new Owed(OwedWorkStore.ASSIGNMENT, SUBJECT), NOON));

    assertThat(tasks())
        .containsExactly(
            "assignment 7000001:stx:Ab:-_ false 1 2026-11-01 12:00:00+00",
            "receipt 7000001:stx:Ab:-_ false 1 2026-11-01 12:00:00+00",
            "refund 7000001:stx:Ab:-_ false 1 2026-11-01 12:00:00+00");
    assertThat(shop.rows("select task_name from scheduled_tasks where task_data is not null"))
        .isEmpty();
  }

  @Test
  void instanceNamesItsSubjectWhateverIsInTheCharge() {
    assertThat(Subject.of(new TaskInstance<>("refund", "7000001:stx:Ab:-_"))).isEqualTo(SUBJECT);
  }

  @Test
  void workThatIsOwedAlreadyStaysAsItIs() {
    database.inTransactionDo(tx -> OwedWorkStore.schedule(tx, List.of(REFUND), NOON));

    database.inTransactionDo(tx -> OwedWorkStore.scheduleOnce(tx, REFUND, NOON.plusSeconds(9)));
    database.inTransactionDo(tx -> {
      OwedWorkStore.scheduleOnce(tx, REFUND, NOON.plusSeconds(9));
      OwedWorkStore.scheduleOnce(tx, REFUND, NOON.plusSeconds(9));
    });

    assertThat(tasks()).containsExactly("refund 7000001:stx:Ab:-_ false 1 2026-11-01 12:00:00+00");
  }

  @Test
  void eightThreadsOweItOnceAndAllOfThemCommit() throws Exception {
    for (var n = 0; n < 20; n++) {
      var work = new Owed(OwedWorkStore.REFUND, new Subject(BOT, new ChargeId("charge-" + n)));
      var first = 1 + 8 * n;
      Threads.eight(i -> {
        database.inTransactionDo(tx -> {
          OwedWorkStore.scheduleOnce(tx, work, NOON);
          tx.execute("insert into customer values (7000001, ?, 'en', now())", first + i);
        });
        return true;
      });
    }

    assertThat(tasks()).hasSize(20);
    assertThat(shop.rows("select customer_id::text from customer")).hasSize(160);
  }

  @Test
  void workIsNotOwedIfTheTransactionIsRolledBack() {
    try {
      database.inTransactionDo(tx -> {
        OwedWorkStore.scheduleOnce(tx, REFUND, NOON);
        throw new IllegalStateException("changed its mind");
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("changed its mind");
    }

    assertThat(tasks()).isEmpty();
  }

  @Test
  void nothingOwedIsNoFault() {
    database.inTransactionDo(tx -> OwedWorkStore.schedule(tx, List.of(), NOON));

    assertThat(tasks()).isEmpty();
  }

  private List<String> tasks() {
    return shop.rows(
        "select task_name || ' ' || task_instance || ' ' || picked || ' ' || version || ' '"
            + " || execution_time from scheduled_tasks order by 1");
  }
}
