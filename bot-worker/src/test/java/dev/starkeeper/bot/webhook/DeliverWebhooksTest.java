package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Merchant.BOT;
import static dev.starkeeper.bot.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.starkeeper.bot.webhook.Merchant.Hook;
import dev.starkeeper.bot.webhook.Receiver.Received;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.WebhookSecret;
import dev.starkeeper.store.WebhookEndpointStore;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.SingleQueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each run by hand, on a clock that stands. */
final class DeliverWebhooksTest {
  private final Merchant merchant = new Merchant();
  private final Receiver receiver = merchant.receiver();

  @AfterEach
  void close() {
    merchant.close();
  }

  @Test
  void requestIsAsStandardWebhooksSaysAndItsLibraryVerifies() throws Exception {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);

    assertThat(merchant.run(hook)).isEmpty();

    var received = receiver.next();
    hook.verify(received);
    assertThat(received.line()).isEqualTo("POST /hook?token=inner HTTP/1.1");
    assertThat(received.header("webhook-id")).isEqualTo("evt_7000001_1");
    assertThat(received.header("webhook-timestamp"))
        .isEqualTo(Long.toString(merchant.now.get().getEpochSecond()));
    assertThat(received.header("content-type")).startsWith("application/json");
    assertThat(received.header("user-agent")).isEqualTo("Starkeeper-Webhooks/1");
    assertThat(received.body())
        .isEqualTo(
            """
            {"type":"credits.changed","timestamp":"%s","data":{"customerId":501,"unit":"coins","amount":5,"chargeId":"charge-0"}}\
            """
                .formatted(merchant.now.get()));
    assertThat(states()).isEqualTo("DELIVERED 1");
    assertThat(
            merchant.row(
                "select concat_ws(' ', number, status, error, answer) from webhook_attempt"))
        .isEqualTo("1 200 ");
  }

  @Test
  void otherBytesOrAnotherSecretAreNotVerified() throws Exception {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    merchant.run(hook);
    var received = receiver.next();
    var altered = new Received("", received.headers(), received.body().replace("501", "502"));
    var other = new Hook(hook.id(), WebhookSecret.make(new SecureRandom()));

    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> hook.verify(altered));
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> other.verify(received));
  }

  @Test
  void endpointIsToldOfWhatComesAfterItAndOfItsTypesAlone() {
    merchant.happens(2);
    var all = merchant.endpoint(receiver.url());
    var some = merchant.endpoint(receiver.url(), "payment.refunded");
    merchant.happens(3);

    assertThat(merchant.run(all)).isEmpty();
    assertThat(merchant.run(some)).isEmpty();

    assertThat(receiver.received)
        .extracting(one -> one.header("webhook-id"))
        .containsExactlyInAnyOrder("evt_7000001_3", "evt_7000001_4", "evt_7000001_5");
    assertThat(merchant.rows("select last_event_id::text from webhook_endpoint"))
        .containsExactly("5", "5");
    merchant.run(all);
    assertThat(receiver.received).hasSize(3);
  }

  @Test
  void whileASecretIsBeingReplacedEitherVerifies() throws Exception {
    var hook = merchant.endpoint(receiver.url());
    var fresh = WebhookSecret.make(new SecureRandom());
    var until = merchant.now.get().plusSeconds(60);
    merchant.inTransaction(tx -> WebhookEndpointStore.rotate(tx, BOT, hook.id(), fresh, until));
    merchant.happens(1);
    merchant.run(hook);
    var during = receiver.next();
    merchant.happens(1);
    merchant.runAt(hook, until);
    var after = receiver.next();

    hook.verify(during);
    Hook.verify(fresh, during);
    Hook.verify(fresh, after);
    assertThatThrownBy(() -> hook.verify(after)).isInstanceOf(WebhookVerificationException.class);
    assertThat(during.header("webhook-signature").split(" ")).hasSize(2);
    assertThat(after.header("webhook-signature").split(" ")).hasSize(1);
  }

  /** Killed after sending: the worker's last statement never arrives. */
  @Test
  void whatMayNotHaveBeenRecordedIsSentAgainUnderTheSameId() throws Exception {
    var dies = new AtomicBoolean();
    var dying = merchant.worker(Database.over(diesOn(dies)));
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    receiver.behaviour =
        (received, out) -> {
          dies.set(true);
          status("200 OK").answer(received, out);
        };
    assertThatThrownBy(() -> dying.run(hook.subject()))
        .isInstanceOf(DatabaseException.Unavailable.class);
    assertThat(states()).isEqualTo("PENDING 0");

    merchant.run(hook);

    assertThat(receiver.next().header("webhook-id")).isEqualTo("evt_7000001_1");
    assertThat(receiver.next().header("webhook-id")).isEqualTo("evt_7000001_1");
    assertThat(states()).isEqualTo("DELIVERED 1");
  }

  @Test
  void goneDisablesTheEndpointAndWhatWaitsIsKept() {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(100);
    receiver.behaviour = status("410 Gone");

    assertThat(merchant.run(hook)).isEmpty();
    merchant.happens(5);
    assertThat(merchant.run(hook)).isEmpty();

    assertThat(receiver.received).hasSizeLessThanOrEqualTo(8);
    assertThat(merchant.row("select state || ' ' || reason from webhook_endpoint"))
        .isEqualTo("DISABLED answered 410 Gone");
    assertThat(merchant.rows("select distinct state from webhook_delivery"))
        .containsExactly("PENDING");

    receiver.behaviour = status("204 No Content");
    receiver.received.clear();
    merchant.inTransaction(tx -> WebhookEndpointStore.enable(tx, BOT, hook.id()));
    assertThat(merchant.run(hook)).isEmpty();
    assertThat(receiver.received)
        .extracting(one -> one.header("webhook-id"))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 105).mapToObj(n -> "evt_7000001_" + n).toList());
  }

  @Test
  void requestTakesOneStatementAtMostBesideThoseOfItsBatch() {
    var counter = new SingleQueryCountHolder();
    var counted =
        Database.over(
            ProxyDataSourceBuilder.create(merchant.database.connections())
                .countQuery(counter)
                .build());
    var worker = merchant.worker(counted);
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(100);

    counter.clear();
    worker.run(hook.subject());

    assertThat(receiver.received).hasSize(100);
    var statements =
        counter.getQueryCountMap().values().stream()
            .mapToLong(c -> c.getStatement() + c.getPrepared() + c.getCallable())
            .sum();
    // Two batches and a last look: three statements to look, one to record, one for what is next;
    // and one row read for each request that is not its lane's first.
    assertThat(statements - (3 + 1 + 3 + 1 + 3 + 1)).isBetween(100L - 16, 100L);
  }

  @Test
  void nothingIsBegunOnceTheRunIsOver() {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(30);
    receiver.behaviour =
        (received, out) -> {
          merchant.now.updateAndGet(now -> now.plus(Duration.ofSeconds(1)));
          status("200 OK").answer(received, out);
        };

    var next = merchant.run(hook);

    assertThat(next).contains(merchant.now.get());
    assertThat(receiver.received).hasSizeBetween(5, 13);
    assertThatCode(() -> merchant.run(hook)).doesNotThrowAnyException();
  }

  private String states() {
    return merchant.row("select state || ' ' || attempts from webhook_delivery");
  }

  private DataSource diesOn(AtomicBoolean dies) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (dies.get()) throw new SQLException("died", "08006");
              return method.invoke(merchant.database.connections(), arguments);
            });
  }
}
