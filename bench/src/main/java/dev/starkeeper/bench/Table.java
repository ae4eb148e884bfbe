package dev.starkeeper.bench;

import dev.starkeeper.bench.scenario.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was measured, for a terminal and for the documentation. */
final class Table {
  private static final String HEAD =
      """
      | scenario | figure | Starkeeper | beside it | ratio | to reach | |
      |---|---|---:|---:|---:|---:|---|
      """;

  private record Row(Scenario scenario, Figure figure) {
    List<String> cells(String missed) {
      return List.of(
          scenario.word(),
          figure.what(),
          figure.ours(),
          figure.other(),
          figure.ratioText(),
          figure.goalText(),
          figure.isMissed() ? missed : "");
    }
  }

  private final List<Row> rows = new ArrayList<>();

  void add(Scenario scenario, List<Figure> figures) {
    figures.forEach(figure -> rows.add(new Row(scenario, figure)));
  }

  boolean isGood() {
    return rows.stream().noneMatch(row -> row.figure.isMissed());
  }

  String text() {
    return rows.stream()
        .map(row -> "%-12s  %-62s %10s %10s %7s %7s %s%n".formatted(row.cells("MISSED").toArray()))
        .collect(Collectors.joining());
  }

  String markdown() {
    return rows.stream()
        .map(row -> "| " + String.join(" | ", row.cells("missed")) + " |\n")
        .collect(Collectors.joining("", HEAD, ""));
  }
}
