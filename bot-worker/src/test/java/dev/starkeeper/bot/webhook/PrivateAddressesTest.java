package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.webhook.PostWebhook.Answer;
import dev.starkeeper.bot.webhook.PostWebhook.LookUp;
import dev.starkeeper.model.WebhookUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant's URL never reaches what is near the worker, unless that is allowed. */
final class PrivateAddressesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Receiver receiver = Receiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "https://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://[::1]:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[::ffff:7f00:1]:%d/",
        "http://0.0.0.0:%d/",
        "http://[::]:%d/",
        "http://127.1:%d/",
        "http://2130706433:%d/",
        "http://0x7f000001:%d/",
        "http://0177.0.0.1:%d/"
      })
  void literalsAndNamesOfThisMachineAreNotConnectedTo(String url) {
    var answer = guarded(LookUp.SYSTEM, url.formatted(receiver.port()));

    assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    assertThat(receiver.received).isEmpty();
  }

  @Test
  void deliverySaysWhichAddressItWasAndWhatAllowsIt() {
    try (var merchant = new Merchant()) {
      var hook = merchant.endpoint(receiver.url());
      merchant.happens(1);
      var worker = merchant.worker(merchant.database, false, LookUp.SYSTEM);

      assertThat(worker.run(hook.subject())).isPresent();

      assertThat(merchant.row("select error from webhook_attempt"))
          .isEqualTo(
              "127.0.0.1 is not a public address: WEBHOOK_ALLOW_PRIVATE=true of the worker allows it");
    }
    assertThat(receiver.received).isEmpty();
  }

  /** Whoever owns a name answers for it as he likes, each time otherwise. */
  @Test
  void nameThatIsPublicFirstAndLoopbackThenLeadsNowhere() {
    var asked = new AtomicInteger();
    LookUp rebinding =
        _ ->
            asked.getAndIncrement() == 0
                ? List.of(InetAddress.ofLiteral("203.0.114.1"))
                : List.of(LOOPBACK);
    var url = "http://rebinding.example:" + receiver.port() + "/";
    try (var post = new PostWebhook(false, rebinding, Merchant.LIMIT)) {
      post.post(new WebhookUrl(url), Map.of(), "{}"); // wherever that leads, it is not here
      var second = post.post(new WebhookUrl(url), Map.of(), "{}");

      assertThat(second.toString()).contains("127.0.0.1 is not a public address");
    }
    assertThat(asked).hasValue(2);
    assertThat(receiver.received).isEmpty();
  }

  @Test
  void nameWithAPublicAndAPrivateAddressIsNotTriedByTheSecond() {
    LookUp both = _ -> List.of(InetAddress.ofLiteral("203.0.114.1"), LOOPBACK);

    var answer = guarded(both, "http://both.example:" + receiver.port() + "/");

    assertThat(answer).isInstanceOf(Answer.Unanswered.class);
    assertThat(receiver.received).isEmpty();
  }

  @Test
  void redirectToAPrivateAddressIsNotFollowed() {
    var inside = Receiver.start();
    receiver.behaviour = status("301 There\r\nlocation: " + inside.url());
    try (var post = new PostWebhook(true, LookUp.SYSTEM, Merchant.LIMIT)) {
      var answer = post.post(new WebhookUrl(receiver.url()), Map.of(), "{}");

      assertThat(answer).isInstanceOf(Answer.Answered.class);
    }
    inside.close();
    assertThat(inside.received).isEmpty();
  }

  @Test
  void withTheSettingTheyAreConnectedTo() {
    try (var post = new PostWebhook(true, LookUp.SYSTEM, Merchant.LIMIT)) {
      var answer = post.post(new WebhookUrl(receiver.url()), Map.of(), "{}");

      assertThat(answer).isInstanceOf(Answer.Answered.class);
    }
    assertThat(receiver.received).hasSize(1);
  }

  private static Answer guarded(LookUp lookUp, String url) {
    try (var post = new PostWebhook(false, lookUp, Merchant.LIMIT)) {
      return post.post(new WebhookUrl(url), Map.of(), "{}");
    } catch (IllegalArgumentException e) { // the URL itself was refused, as the API would
      return new Answer.Unanswered(String.valueOf(e.getMessage()));
    }
  }
}
