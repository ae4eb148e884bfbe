package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.BotWorkerConfig.Times;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BotWorkerConfigTest {
  @Test
  void timesHaveDefaults() {
    assertThat(config(Map.of()).times())
        .isEqualTo(new Times(Duration.ofSeconds(60), Duration.ofMinutes(5)));
  }

  @Test
  void timesCanBeSet() {
    assertThat(config(Map.of("CHECKOUT_HOLD", "PT7S", "RECONCILE_EVERY", "PT1H")).times())
        .isEqualTo(new Times(Duration.ofSeconds(7), Duration.ofHours(1)));
  }

  @Test
  void historyIsReadNowAndThen() {
    for (var never : new String[] {"0", "PT0S", "-PT1M", "P9999D", "5m"}) {
      assertThatThrownBy(() -> config(Map.of("RECONCILE_EVERY", never)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("RECONCILE_EVERY");
    }
  }

  private static BotWorkerConfig config(Map<String, String> more) {
    var settings =
        new HashMap<>(Map.of("BOT_TOKEN", "987654321:AAtest-token-that-is-no-secret-at-all"));
    settings.put("DATABASE_URL", "postgresql://nobody:hidden@127.0.0.1:1/none");
    settings.putAll(more);
    return BotWorkerConfig.from(new Environment(settings));
  }
}
