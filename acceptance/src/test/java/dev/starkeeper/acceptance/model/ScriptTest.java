package dev.starkeeper.acceptance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScriptTest {
  @Test
  void whatIsPrintedIsRead() {
    var scripts = LongStream.range(0, 20).mapToObj(seed -> Invent.script(seed, 35)).toList();

    assertThat(scripts)
        .allSatisfy(script -> assertThat(Script.parse(script.toString())).isEqualTo(script));
  }

  @Test
  void sameSeedInventsTheSame() {
    assertThat(Invent.script(7, 35)).isEqualTo(Invent.script(7, 35));
    assertThat(Invent.script(7, 35)).isNotEqualTo(Invent.script(8, 35));
  }

  @Test
  void everyCommandIsKnownAndEachComesUp() {
    var verbs =
        LongStream.range(0, 200)
            .mapToObj(seed -> Invent.script(seed, 35))
            .flatMap(script -> script.commands().stream())
            .map(Command::verb)
            .distinct()
            .toList();

    assertThat(Action.all().keySet()).containsAll(verbs);
    assertThat(verbs).contains("mint", "pay", "rivals", "kill", "assign", "refund", "elsewhere");
  }

  @Test
  void remarksAreForReaders() {
    var script = Script.parse("# A purchase.\n# seed 5\n\n  mint ada sword 1 ada\npay 0\n");

    assertThat(script.seed()).isEqualTo(5);
    assertThat(script.commands())
        .containsExactly(Command.of("mint ada sword 1 ada"), Command.of("pay 0"));
  }
}
