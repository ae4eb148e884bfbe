package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeptRunningTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final List<String> said = new ArrayList<>();
  private int starts;

  @Test
  void pausesGrowWhileItKeepsDying() {
    var kept = kept("exit 1");
    var pauses = new ArrayList<Long>();
    var now = NOON;
    for (var death = 0; death < 8; death++) {
      kept.child().handle().onExit().join();
      kept.look(now);
      var pause = Duration.ZERO;
      for (var before = starts; starts == before; now = now.plusSeconds(1)) {
        kept.look(now);
        if (starts == before) pause = pause.plusSeconds(1);
      }
      pauses.add(pause.toSeconds());
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThat(said.getFirst())
        .isEqualTo("the child ended with status 1; it is started again in 1 s");
  }

  @Test
  void aGoodRunForgivesWhatWasBefore() {
    var kept = kept("exit 1");
    var afterAMinute = NOON.plusSeconds(61);
    kept.child().handle().onExit().join();
    kept.look(NOON);
    kept.look(NOON.plusSeconds(1)); // starts it again
    kept.child().handle().onExit().join();

    kept.look(afterAMinute.plusSeconds(1));

    assertThat(said.getLast()).endsWith("again in 1 s");
  }

  @Test
  void settingsThatItRefusesAreNotTriedAgain() {
    var kept = kept("exit 2");
    kept.child().handle().onExit().join();

    assertThatThrownBy(() -> kept.look(NOON))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("the child cannot use its settings: see its lines above");
    assertThat(starts).isOne();
  }

  private KeptRunning kept(String script) {
    var command = List.of("/bin/sh", "-c", script);
    return new KeptRunning(
        () -> {
          starts++;
          return Child.start("child", command, Map.of(), _ -> {});
        },
        said::add,
        NOON);
  }
}
