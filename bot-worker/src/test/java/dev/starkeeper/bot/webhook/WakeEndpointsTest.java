package dev.starkeeper.bot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WakeEndpointsTest {
  private static final String OF_ANOTHER_BOT = "7000002:1";

  private final Merchant merchant = new Merchant();

  @AfterEach
  void close() {
    merchant.close();
  }

  @Test
  void sweepHasItsTurnHoweverManySignalsCome() {
    var wake = new WakeEndpoints(merchant.database, merchant.now::get);
    merchant.endpoint("https://a.example/");
    merchant.happens(1);

    wake.notified(OF_ANOTHER_BOT);
    assertThat(wake.wake()).isFalse();
    merchant.now.updateAndGet(now -> now.plus(Duration.ofSeconds(10)));
    wake.notified(OF_ANOTHER_BOT);
    assertThat(wake.wake()).isTrue();
  }
}
