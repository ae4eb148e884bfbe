package dev.starkeeper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bench.scenario.Figure;
import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.db.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTest {
  private static final Machine MACHINE = new Machine(2, "some processor", "25", "v20", "18.6");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final Table table = new Table();

  @Test
  void missedNumberIsTold() {
    table.add(Scenario.MINT, List.of(figure(2.1, new Goal.AtLeast(2))));
    assertThat(table.isGood()).isTrue();

    table.add(Scenario.BURST, List.of(figure(1.6, new Goal.AtMost(1.5))));

    assertThat(table.isGood()).isFalse();
    assertThat(table.text().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("mint").doesNotContain("MISSED"),
            line -> assertThat(line).startsWith("burst").contains("1.60", "≤ 1.50", "MISSED"));
    assertThat(table.markdown()).contains("| burst | links | 10 | 5 | 1.60 | ≤ 1.50 | missed |");
  }

  @Test
  void ratioThatIsNoNumberIsAMiss() {
    assertThat(figure(Double.NaN, new Goal.AtLeast(2)).isMissed()).isTrue();
    assertThat(figure(Double.NaN, new Goal.AtMost(2)).isMissed()).isTrue();
    assertThat(figure(Double.NaN, Figure.NONE).isMissed()).isFalse();
  }

  @Test
  void onlyThePartBetweenTheMarksIsWritten(@TempDir Path directory) throws IOException {
    var document = directory.resolve("performance.md");
    Files.writeString(document, "Before.\n" + Report.BEGIN + "\nold\n" + Report.END + "\nAfter.\n");
    table.add(Scenario.MINT, List.of(figure(2, Figure.NONE)));

    Report.write(document, table, MACHINE, DAY);
    Report.write(document, table, MACHINE, DAY);

    assertThat(Files.readString(document))
        .startsWith("Before.\n" + Report.BEGIN + "\n")
        .endsWith(Report.END + "\nAfter.\n")
        .doesNotContain("old")
        .containsOnlyOnce("on 2026-03-01, 2 processors (some processor), Java 25, Node v20")
        .containsOnlyOnce("| mint | links |");
  }

  @Test
  void documentWithoutMarksIsLeftAlone(@TempDir Path directory) throws IOException {
    var document = Files.writeString(directory.resolve("performance.md"), "Nothing here.");

    assertThatThrownBy(() -> Report.write(document, table, MACHINE, DAY))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(document)).isEqualTo("Nothing here.");
  }

  @Test
  void everythingIsMeasuredUnlessScenariosAreNamed() {
    assertThat(BenchOptions.parse(List.of()).isEverything()).isTrue();
    var some = BenchOptions.parse(List.of("burst", "mint"));
    assertThat(some.scenarios()).containsExactly(Scenario.BURST, Scenario.MINT);
    assertThat(some.isEverything()).isFalse();
    assertThatThrownBy(() -> BenchOptions.parse(List.of("mints", "burst", "all")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("mints", "all", "pre-checkout");
  }

  private static Figure figure(double ratio, Goal goal) {
    return new Figure("links", "10", "5", ratio, goal);
  }
}
