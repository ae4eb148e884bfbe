package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Merchant.BOT;
import static dev.starkeeper.bot.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.webhook.Merchant.Hook;
import dev.starkeeper.model.WebhookDeliveryId;
import dev.starkeeper.store.WebhookDeliveryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sent again because somebody asked for it. */
final class RedeliveryTest {
  private final Merchant merchant = new Merchant();
  private final Receiver receiver = merchant.receiver();

  @AfterEach
  void close() {
    merchant.close();
  }

  @Test
  void redeliveryAskedForWhileAnAttemptIsUnderWayIsNotLost() {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    receiver.behaviour =
        (received, out) -> {
          if (receiver.received.size() == 1) again(hook, 1);
          status("200 OK").answer(received, out);
        };

    merchant.run(hook);

    assertThat(receiver.received).hasSize(2);
    assertThat(states()).isEqualTo("DELIVERED 2");
  }

  @Test
  void deliveredOneIsSentAgainWhenAskedFor() {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(2);
    merchant.run(hook);
    again(hook, 1);

    merchant.run(hook);

    assertThat(receiver.received)
        .extracting(one -> one.header("webhook-id"))
        .hasSize(3)
        .endsWith("evt_7000001_1");
  }

  /** The statement of docs/webhooks.md. */
  @Test
  void deletingOldDeliveredOnesSendsNothingAgain() throws Exception {
    var page = Files.readString(Path.of("../docs/webhooks.md"));
    var delete = page.replaceAll("(?s).*```sql\n(.*?)```.*", "$1");
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(3);
    merchant.run(hook);
    merchant.inTransaction(tx ->
        tx.execute(
            "update webhook_delivery set ended_at = '2020-01-01T00:00Z' where event_id < 3"));
    again(hook, 2);

    assertThat(merchant.<Integer>inTransaction(tx -> tx.execute(delete))).isEqualTo(1);
    merchant.run(hook);

    assertThat(merchant.rows("select event_id::text from webhook_delivery order by event_id"))
        .containsExactly("2", "3");
    assertThat(merchant.rows("select event_id::text from webhook_attempt order by event_id"))
        .containsExactly("2", "2", "3");
    assertThat(receiver.received).hasSize(4); // and the one that was asked for
  }

  private void again(Hook hook, long event) {
    var id = new WebhookDeliveryId(hook.id(), event);
    merchant.database.inTransactionDo(
        tx -> WebhookDeliveryStore.again(tx, BOT, id, merchant.now.get()));
  }

  private String states() {
    return merchant.row("select state || ' ' || attempts from webhook_delivery");
  }
}
