package dev.starkeeper.bench;

import dev.starkeeper.bench.scenario.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, for a terminal and for the documentation. */
final class Table {
  private record Row(Scenario scenario, Figure figure) {}

  private final List<Row> rows = new ArrayList<>();

  void add(Scenario scenario, List<Figure> figures) {
    figures.forEach(figure -> rows.add(new Row(scenario, figure)));
  }

  boolean isGood() {
    return rows.stream().noneMatch(row -> row.figure.isMissed());
  }

  String text() {
    var text = new StringBuilder();
    for (var row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s  %-62s %10s %10s %7s %7s %s%n",
              row.scenario.word(),
              row.figure.what(),
              row.figure.ours(),
              row.figure.other(),
              row.figure.ratioText(),
              row.figure.goalText(),
              row.figure.isMissed() ? "MISSED" : ""));
    }
    return text.toString();
  }

  String markdown() {
    var text =
        new StringBuilder("| scenario | figure | Starkeeper | beside it | ratio | to reach | |\n");
    text.append("|---|---|---:|---:|---:|---:|---|\n");
    for (var row : rows) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  row.scenario.word(),
                  row.figure.what(),
                  row.figure.ours(),
                  row.figure.other(),
                  row.figure.ratioText(),
                  row.figure.goalText(),
                  row.figure.isMissed() ? "missed" : ""));
    }
    return text.toString();
  }
}
