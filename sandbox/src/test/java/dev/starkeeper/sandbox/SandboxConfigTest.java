package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  }

  @Test
  void environmentIsRead() {
    var config = SandboxConfig.from(Map.of("PORT", "0", "BIND_ADDRESS", "0.0.0.0"));

    assertThat(config.bindAddress()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isZero();
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertThatThrownBy(() -> SandboxConfig.from(Map.of("PORT", "65536", "BIND_ADDRESS", "x y")))
        .isInstanceOfSatisfying(
            UnusableSettings.class,
            e ->
                assertThat(e.faults())
                    .isEqualTo(
                        List.of(
                            "PORT is not a port number from 0 to 65535: 65536",
                            "BIND_ADDRESS is not an address of this machine: x y")));
  }
}
