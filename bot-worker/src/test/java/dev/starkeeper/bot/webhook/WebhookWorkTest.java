package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Merchant.BOT;
import static dev.starkeeper.bot.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.store.WebhookEndpointStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The workers as they run: woken by what is committed, each endpoint on its own. */
final class WebhookWorkTest {
  private final Merchant merchant = new Merchant();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var one : open.reversed()) one.close();
    merchant.close();
  }

  @Test
  void eventIsToldWithinASecondOfItsCommit() throws Exception {
    var receiver = merchant.receiver();
    merchant.endpoint(receiver.url());
    worker();
    merchant.happens(1);
    receiver.next(); // everything is warm and idle

    var start = System.nanoTime();
    merchant.happens(1);
    receiver.next();

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1_000);
  }

  @Test
  void slowEndpointsDelayNoOther() throws Exception {
    var slow = merchant.receiver();
    var released = new CountDownLatch(1);
    slow.behaviour =
        (received, out) -> {
          assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
          status("200 OK").answer(received, out);
        };
    for (var i = 0; i < 40; i++) merchant.endpoint(slow.url());
    worker();
    merchant.happens(1);
    for (var i = 0; i < 40; i++) slow.next(); // all of them are waiting for an answer

    var fast = merchant.receiver();
    merchant.endpoint(fast.url());
    merchant.happens(1);

    assertThat(fast.next().header("webhook-id")).isEqualTo("evt_7000001_2");
    assertThat(merchant.rows("select state from webhook_delivery where state = 'DELIVERED'"))
        .hasSizeLessThanOrEqualTo(1);
    released.countDown();
  }

  @Test
  void twoWorkersShareTheWorkAndSendNothingTwice() throws Exception {
    var receivers = IntStream.range(0, 5).mapToObj(_ -> merchant.receiver()).toList();
    receivers.forEach(one -> merchant.endpoint(one.url()));
    worker();
    worker();

    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var written =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  writers.submit(() -> IntStream.range(0, 25).forEach(_ -> merchant.happens(1))))
              .toList();
      for (var one : written) one.get();
    }
    for (var receiver : receivers) {
      var ids = new HashSet<String>();
      for (var i = 0; i < 100; i++) ids.add(receiver.next().header("webhook-id"));
      assertThat(ids).hasSize(100);
    }
    until(() -> merchant.rows("select 1 from webhook_delivery where state = 'PENDING'").isEmpty());
    receivers.forEach(one -> assertThat(one.received).hasSize(100));
    until(() -> merchant.rows("select task_instance from webhook_task").isEmpty());
  }

  @Test
  void sweepFindsWhatNoNotificationTold() throws Exception {
    var receiver = merchant.receiver();
    var hook = merchant.endpoint(receiver.url());
    worker();
    merchant.happens(1);
    receiver.next();

    merchant.inTransaction(tx ->
        tx.execute(
            "insert into webhook_delivery (bot_id, endpoint_id, event_id, state, next_attempt_at)"
                + " select bot_id, ?, 1000, 'PENDING', now() - interval '1 second' from event",
            hook.id().value()));
    merchant.inTransaction(tx ->
        tx.execute("insert into event values (7000001, 1000, 'credits.changed', 1, now(), '{}')"));

    assertThat(receiver.next().header("webhook-id")).isEqualTo("evt_7000001_1000");
  }

  @Test
  void deletedEndpointIsToldNothing() throws Exception {
    var deleted = merchant.receiver();
    var kept = merchant.receiver();
    WebhookEndpointId id = merchant.endpoint(deleted.url()).id();
    merchant.endpoint(kept.url());
    worker();
    merchant.inTransaction(tx -> WebhookEndpointStore.delete(tx, BOT, id, merchant.now.get()));

    merchant.happens(1);

    kept.next();
    assertThat(deleted.received).isEmpty();
  }

  @Test
  void stopWaitsForWhatIsUnderWayAndRecordsIt() throws Exception {
    var receiver = merchant.receiver();
    var arrived = new CountDownLatch(1);
    var stopping = new CountDownLatch(1);
    receiver.behaviour =
        (received, out) -> {
          arrived.countDown();
          assertThat(stopping.await(1, TimeUnit.MINUTES)).isTrue();
          status("200 OK").answer(received, out);
        };
    merchant.endpoint(receiver.url());
    worker();
    merchant.happens(1);
    assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();

    stopping.countDown();
    stop();

    assertThat(merchant.rows("select state from webhook_delivery")).containsExactly("DELIVERED");
  }

  @Test
  void stopDoesNotWaitForWhoNeverAnswers() throws Exception {
    var receiver = merchant.receiver();
    var never = new CountDownLatch(1);
    receiver.behaviour = (_, _) -> assertThat(never.await(1, TimeUnit.MINUTES)).isTrue();
    merchant.endpoint(receiver.url());
    worker();
    merchant.happens(1);
    receiver.next();

    var start = System.nanoTime();
    stop();

    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(6);
    assertThat(merchant.rows("select state || ' ' || attempts from webhook_delivery"))
        .containsExactly("PENDING 0");
    never.countDown();
  }

  private void stop() throws Exception {
    for (var one : open.reversed()) one.close();
    open.clear();
  }

  private void worker() {
    var work =
        WebhookWork.start(merchant.database, merchant.test.config(), InstantSource.system(), true);
    var wake =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) work.wake();
            });
    open.add(work);
    open.add(() -> {
      wake.interrupt();
      wake.join();
    });
  }

  private static void until(BooleanSupplier there) {
    var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("not within a minute");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
