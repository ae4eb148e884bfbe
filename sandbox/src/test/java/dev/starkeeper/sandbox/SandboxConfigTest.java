package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.sandbox.bot.Randomness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SandboxConfigTest {
  @Test
  void emptyEnvironmentMeansLoopbackAndTelegramsOwnWaits() {
    var config = SandboxConfig.from(Map.of());

    assertThat(config.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8081);
    assertThat(config.timing().preCheckoutTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.timing().pollPacing()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.randomness()).isEqualTo(Randomness.UNFORESEEABLE);
  }

  @Test
  void environmentIsRead() {
    var config = SandboxConfig.from(Map.of("PORT", "0", "BIND_ADDRESS", "0.0.0.0", "SEED", " -7 "));

    assertThat(config.bindAddress()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isZero();
    assertThat(config.randomness()).isEqualTo(Randomness.from(-7));
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertThatThrownBy(
            () -> SandboxConfig.from(Map.of("PORT", "65536", "BIND_ADDRESS", "x y", "SEED", "1.5")))
        .isInstanceOfSatisfying(
            UnusableSettings.class,
            e ->
                assertThat(e.faults())
                    .isEqualTo(
                        List.of(
                            "PORT is not a port number from 0 to 65535: 65536",
                            "BIND_ADDRESS is not an address of this machine: x y",
                            "SEED is not a whole number: 1.5")));
  }
}
