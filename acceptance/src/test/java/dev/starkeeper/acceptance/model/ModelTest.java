package dev.starkeeper.acceptance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may come in any sequence, comes: {@code -Dmodel.sequences=5000} plays more of them, {@code
 * -Dmodel.seed} others. One that fails is made short and told as a script, which belongs into
 * {@code scripts/}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModelTest {
  private static final int SEQUENCES = Integer.getInteger("model.sequences", 60);
  private static final long SEED = Long.getLong("model.seed", 20_261_101L);
  private static final int LENGTH = 35;
  private static final int SHRINKING_TRIES = 150;

  private final Stage stage = Stage.open();
  private final Play play = new Play(stage);

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void everyChargeComesToOneEndWhateverHappens() {
    for (var i = 0; i < SEQUENCES; i++) {
      var script = Invent.script(SEED + i, LENGTH);
      if (!play.play(script).isEmpty()) throw new AssertionError(shortest(script));
    }
  }

  private String shortest(Script script) {
    var shrink = new Shrink(SHRINKING_TRIES);
    var commands =
        shrink.shrink(script.commands(), some -> !play.play(script.with(some)).isEmpty());
    var shortest = script.with(commands);
    return "%s%nby this script, of seed %d:%n%n%s"
        .formatted(String.join("\n", play.play(shortest)), script.seed(), shortest);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptEndsWell(Path file) throws IOException {
    var script = Script.parse(Files.readString(file));

    assertThat(play.play(script)).as("%s:%n%s", file.getFileName(), script).isEmpty();
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "scripts"))) {
      return files.sorted().toList();
    }
  }
}
