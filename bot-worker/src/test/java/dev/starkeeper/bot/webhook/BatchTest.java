package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Merchant.BOT;
import static dev.starkeeper.bot.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.webhook.Merchant.Hook;
import dev.starkeeper.bot.webhook.PostWebhook.LookUp;
import dev.starkeeper.model.WebhookSecret;
import dev.starkeeper.store.WebhookEndpointStore;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes while the requests of one batch follow one another. */
final class BatchTest {
  private static final int LANES = 8;

  private final Merchant merchant = new Merchant();
  private final Receiver receiver = merchant.receiver();

  @AfterEach
  void close() {
    merchant.close();
  }

  @Test
  void nothingIsBegunOnceTheEndpointIsDeleted() {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(40);
    beforeTheFirstAnswer(() ->
        merchant.inTransaction(
            tx -> WebhookEndpointStore.delete(tx, BOT, hook.id(), merchant.now.get())));

    assertThat(merchant.run(hook)).isEmpty();

    assertThat(receiver.received).hasSizeBetween(1, LANES);
    assertThat(merchant.rows("select 1 from webhook_delivery where state = 'DELIVERED'"))
        .hasSameSizeAs(receiver.received);
  }

  @Test
  void leakedSecretSignsNothingOnceItIsReplaced() throws Exception {
    var hook = merchant.endpoint(receiver.url());
    var fresh = WebhookSecret.make(new SecureRandom());
    merchant.happens(40);
    beforeTheFirstAnswer(() ->
        merchant.inTransaction(
            tx -> WebhookEndpointStore.rotate(tx, BOT, hook.id(), fresh, merchant.now.get())));

    assertThat(merchant.run(hook)).isEmpty();

    assertThat(receiver.received).hasSize(40);
    for (var later : receiver.received.subList(LANES, 40)) Hook.verify(fresh, later);
  }

  @Test
  void whatWasAnsweredIsKeptWhateverGoesWrongWithAnother() {
    RandomGenerator broken =
        () -> {
          throw new IllegalStateException("out of randomness");
        };
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(2);
    receiver.behaviour =
        (received, out) -> {
          var isFirst = received.header("webhook-id").equals("evt_7000001_1");
          status(isFirst ? "200 OK" : "500 Oh").answer(received, out);
        };

    try (var post = new PostWebhook(true, LookUp.SYSTEM, Merchant.LIMIT)) {
      var send = new SendBatch(post, merchant.now::get, broken);
      var worker = new DeliverWebhooks(merchant.database, send, merchant.now::get);

      assertThatThrownBy(() -> worker.run(hook.subject())).hasMessage("out of randomness");
    }
    assertThat(
            merchant.rows(
                "select event_id || ' ' || state from webhook_delivery order by event_id"))
        .containsExactly("1 DELIVERED", "2 PENDING");
  }

  /** Whoever arrives meanwhile waits for it, so that all later requests are begun after it. */
  private void beforeTheFirstAnswer(Runnable change) {
    var isFirst = new AtomicBoolean(true);
    var changed = new CountDownLatch(1);
    receiver.behaviour =
        (received, out) -> {
          if (isFirst.getAndSet(false)) {
            change.run();
            changed.countDown();
          }
          assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
          status("200 OK").answer(received, out);
        };
  }
}
