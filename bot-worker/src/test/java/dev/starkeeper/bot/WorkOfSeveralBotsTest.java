package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.BackgroundWork.OfCharges;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.OwedWorkStore.Owed;
import dev.starkeeper.store.OwedWorkStore.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every worker takes tasks of every bot, and does those of the bots that it serves. */
final class WorkOfSeveralBotsTest {
  private static final BotId OTHER = new BotId(7_000_002);
  private static final Subject CHARGE = new Subject(OTHER, new ChargeId("charge-1"));

  private final TestDatabase test = TestDatabase.copy();
  private final BlockingQueue<BotId> read = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatIsOwedToABotOfAnotherWorkerIsNeverGivenUp() throws Exception {
    var tried = new LinkedBlockingQueue<Subject>();
    test.database()
        .inTransactionDo(tx -> {
          var owed = List.of(new Owed(OwedWorkStore.RECEIPT, CHARGE));
          OwedWorkStore.schedule(tx, owed, InstantSource.system().instant());
          tx.execute(
              "update scheduled_tasks set consecutive_failures = ?",
              BackgroundWork.MESSAGE_ATTEMPTS - 1); // one more is the last
        });

    try (var _ =
        worker(
            subject -> {
              tried.add(subject);
              throw new NotServedHere(subject.bot());
            },
            Shop.BOT)) {
      assertThat(tried.poll(1, TimeUnit.MINUTES)).isEqualTo(CHARGE);
    }
    assertThat(receipts()).containsExactly(OTHER.value() + ":charge-1");
    makeDue();

    var done = new LinkedBlockingQueue<Subject>();
    try (var _ = worker(done::add, OTHER)) {
      assertThat(done.poll(1, TimeUnit.MINUTES)).isEqualTo(CHARGE);
    }
    assertThat(receipts()).isEmpty();
  }

  @Test
  void historyOfEachBotIsReadAndWhatNamesNoneGoes() throws Exception {
    test.database()
        .inTransactionDo(tx ->
            tx.execute(
                """
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                values ('reconcile', 'recurring', now(), false, 1), ('reconcile-now', '1793534400', now(), false, 1)
                """)); // of a release that served one bot

    try (var _ = worker(_ -> {}, Shop.BOT, OTHER)) {
      assertThat(List.of(next(), next())).containsExactlyInAnyOrder(Shop.BOT, OTHER);
      while (tasks("reconcile").contains("recurring") || !tasks("reconcile-now").isEmpty()) {
        Thread.onSpinWait();
      }
    }

    assertThat(tasks("reconcile"))
        .containsExactlyInAnyOrder(Long.toString(Shop.BOT.value()), Long.toString(OTHER.value()));
    assertThat(read).isEmpty();
  }

  private BotId next() throws InterruptedException {
    var bot = read.poll(1, TimeUnit.MINUTES);
    if (bot == null) throw new AssertionError("no history is read");
    return bot;
  }

  private BackgroundWork worker(Consumer<Subject> receipt, BotId... bots)
      throws InterruptedException {
    return BackgroundWork.start(
        test.database().connections(),
        new OfCharges(receipt, _ -> {}, _ -> {}, _ -> {}),
        new BackgroundWork.OfClock(() -> {}, Map.of(), () -> {}),
        List.of(),
        new ReconcileTasks(List.of(bots), read::add, Duration.ofMinutes(5), InstantSource.system()),
        new CountDownLatch(1));
  }

  private void makeDue() {
    test.database()
        .inTransactionDo(tx -> tx.execute("update scheduled_tasks set execution_time = now()"));
  }

  private List<String> receipts() {
    return tasks("receipt");
  }

  private List<String> tasks(String name) {
    return test.database()
        .inTransaction(tx ->
            tx.fetch("select task_instance from scheduled_tasks where task_name = ?", name)
                .getValues(0, String.class));
  }
}
