package dev.starkeeper.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DrillOptionsTest {
  @Test
  void everythingIsDrilledUnlessAskedOtherwise() {
    assertThat(DrillOptions.parse(List.of()))
        .isEqualTo(new DrillOptions(List.of(Scenario.values()), 5, 50, Optional.empty()));
  }

  @Test
  void everyOptionIsTaken() {
    var words =
        List.of("--only", "cut-off,kill", "--rounds", "2", "--rate", "7", "--report", "drill.md");

    assertThat(DrillOptions.parse(words))
        .isEqualTo(
            new DrillOptions(
                List.of(Scenario.CUT_OFF, Scenario.KILL), 2, 7, Optional.of(Path.of("drill.md"))));
  }

  @Test
  void everyFaultIsTold() {
    var words = List.of("--only", "flood", "--rounds", "0", "--speed", "9", "--rate");

    assertThatThrownBy(() -> DrillOptions.parse(words))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--only: not a drill: flood")
        .hasMessageContaining("--rounds: not a whole number from 1 to 1000: 0")
        .hasMessageContaining("not an option: --speed")
        .hasMessageContaining("--rate has no value");
  }
}
