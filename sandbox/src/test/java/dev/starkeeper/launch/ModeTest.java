package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModeTest {
  @Test
  void knowsItsCommands() {
    assertThat(Mode.of(List.of("demo"))).isEqualTo(Mode.DEMO);
    assertThat(Mode.of(List.of("demo", "--buy"))).isEqualTo(Mode.DEMO_BUY);
    assertThat(Mode.of(List.of("up"))).isEqualTo(Mode.UP);
  }

  @Test
  void refusesWhatIsNone() {
    for (var words : List.of(List.<String>of(), List.of("down"), List.of("demo", "--sell"))) {
      assertThatThrownBy(() -> Mode.of(words))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("not a command: " + String.join(" ", words));
    }
  }
}
