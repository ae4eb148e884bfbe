package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BOT;
import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.ErasureStore;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.ReceiptStore;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.store.SupportStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whatever happens while somebody is erased, nothing of it is left afterwards but the books. */
final class ErasureRacesTest {
  private static final String NAME = "Zaphod Beeblebrox";
  private static final TelegramUserId ZAPHOD = new TelegramUserId(BUYER);
  private static final ChargeId CHARGE = new ChargeId("charge-" + BUYER);

  @AutoClose private final RunningApi api = RunningApi.start();
  private final Traces traces = new Traces(api);

  @Test
  void eightAtOnceEraseHim() {
    traces.leave(BOT.value(), BUYER, NAME);

    var answers = RunningApi.atOnce(Collections.nCopies(8, this::erase));

    assertThat(answers).extracting(Answer::status).containsOnly(204);
    assertThat(traces.of(NAME)).isEmpty();
    assertThat(api.count("select count(*) from payment")).isEqualTo(1);
  }

  @Test
  void paymentThatIsBeingRecordedIsKeptAndItsPayerForgotten() throws Exception {
    traces.leave(BOT.value(), BUYER, NAME);

    eraseWhileOpen(tx -> {
      tx.execute(
          "insert into payment values (?, 'charge-new', ?, 9, 'p', null, 'FULFILLED', null, false,"
              + " 'UPDATE', now(), now())",
          BOT.value(),
          BUYER);
      CustomerStore.remember(tx, BOT, List.of(new TelegramUser(ZAPHOD, "de")), NOON);
    });

    assertThat(api.send(api.asServer("/v1/payments/charge-new")).isStatus(200).get("customerId"))
        .isEqualTo(Long.toString(BUYER));
    assertThat(traces.rows("customer", BOT.value(), "customer_id", BUYER)).isZero();
  }

  @Test
  void questionThatIsBeingAskedIsErasedWithItsEvent() throws Exception {
    traces.leave(BOT.value(), BUYER, NAME);

    eraseWhileOpen(tx -> {
      assertThat(SupportStore.dropDraft(tx, BOT, ZAPHOD)).isTrue();
      ask(tx);
    });

    assertThat(traces.of(NAME)).isEmpty();
    assertThat(api.send(api.asServer("/v1/events?limit=1")).isStatus(200).text())
        .contains("support.requested", "\"text\":\"(erased)\"");
  }

  /** As {@code AskForHelp} does it: no draft, no question. */
  @Test
  void questionThatComesTooLateFindsNoDraft() throws Exception {
    traces.leave(BOT.value(), BUYER, NAME);
    erase();

    var found =
        api.database.database().inTransaction(tx -> SupportStore.dropDraft(tx, BOT, ZAPHOD));

    assertThat(found).isFalse();
  }

  @Test
  void refundThatIsBeingTakenUpGoesOnWithoutWords() throws Exception {
    traces.leave(BOT.value(), BUYER, NAME);
    tx(tx ->
        tx.execute("update payment set status = 'FULFILLED', reason = null, refunded_at = null"));
    tx(tx -> tx.execute("update refund_request set taken_at = null"));

    eraseWhileOpen(tx -> RefundStore.take(tx, BOT, CHARGE, NOON));

    assertThat(traces.of(NAME)).isEmpty();
    var toRefund = api.database.database().inTransaction(tx -> RefundStore.find(tx, BOT, CHARGE));
    assertThat(toRefund.map(RefundStore.ToRefund::payer)).contains(ZAPHOD);
  }

  @Test
  void receiptThatIsBeingSentLeavesNoMessage() throws Exception {
    traces.leave(BOT.value(), BUYER, NAME);

    eraseWhileOpen(tx -> ReceiptStore.keepMessage(tx, BOT, CHARGE, new MessageId(13), NOON));
    tx(tx -> ReceiptStore.keepMessage(tx, BOT, CHARGE, new MessageId(14), NOON));

    assertThat(api.count("select count(*) from receipt_message")).isZero();
  }

  @Test
  void owedReceiptAndOwedAnswerAreNotWantedAnyMore() {
    traces.leave(BOT.value(), BUYER, NAME);
    erase();

    tx(tx -> {
      assertThat(ReceiptStore.receipt(tx, BOT, CHARGE)).isEmpty();
      assertThat(ReceiptStore.returned(tx, BOT, CHARGE)).isEmpty();
      assertThat(ReceiptStore.notice(tx, BOT, CHARGE)).isEmpty();
      assertThat(CustomerStore.reachable(tx, BOT, ZAPHOD)).isEmpty();
      assertThat(ErasureStore.eventsWithWords(tx, BOT, ZAPHOD)).hasSize(2);
    });
  }

  private static void ask(DSLContext tx) {
    var id = new SupportRequestId(InvoiceIds.timeOrdered(() -> NOON).next().value());
    var request = new SupportRequest(id, ZAPHOD, CHARGE, NAME + " asks", NOON, Optional.empty());
    SupportStore.insert(tx, BOT, request, 9);
    EventStore.append(tx, BOT, List.of(new Event.OfSupport(request)));
  }

  /** Its transaction is open until the erasure waits for it. */
  private void eraseWhileOpen(Consumer<DSLContext> work)
      throws InterruptedException, ExecutionException {
    var open = new CountDownLatch(1);
    var commit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var working =
          threads.submit(() ->
              api.database
                  .database()
                  .inTransaction(tx -> {
                    work.accept(tx);
                    open.countDown();
                    return waitFor(commit);
                  }));
      open.await();
      var erasing = threads.submit(this::erase);
      while (waitingForLocks() == 0 && !erasing.isDone()) Thread.onSpinWait();
      assertThat(erasing.isDone()).as("it waits").isFalse();
      commit.countDown();
      working.get();
      erasing.get().isStatus(204);
    }
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long waitingForLocks() {
    return api.count(
        "select count(*) from pg_locks join pg_stat_activity using (pid)"
            + " where not granted and datname = current_database()");
  }

  private void tx(Consumer<DSLContext> work) {
    api.database.database().inTransactionDo(work);
  }

  private Answer erase() {
    return api.send(api.asServer("/v1/customers/" + BUYER + "/identity").DELETE());
  }
}
