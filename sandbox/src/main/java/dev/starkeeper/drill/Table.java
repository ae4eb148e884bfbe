package dev.starkeeper.drill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that was measured, for people. */
final class Table {
  private final Map<Scenario, List<Figure>> figures = new LinkedHashMap<>();

  void add(Scenario scenario, List<Figure> of) {
    figures.put(scenario, List.copyOf(of));
  }

  boolean isGood() {
    return figures.values().stream().flatMap(List::stream).allMatch(Figure::isReached);
  }

  String text() {
    var text = new StringBuilder();
    figures.forEach((scenario, of) -> {
      text.append('\n').append(scenario.word()).append('\n');
      for (var figure : of) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-66s  %-5s  %s%s%n",
                figure.what(),
                figure.toReach(),
                figure.measured(),
                figure.isReached() ? "" : "  MISSED"));
      }
    });
    return text.toString();
  }

  String markdown() {
    var text = new StringBuilder("| drill | | to reach | measured |\n|---|---|---|---|\n");
    figures.forEach((scenario, of) -> {
      var name = scenario.word();
      for (var figure : of) {
        text.append(
            "| %s | %s | %s | %s%s |\n"
                .formatted(
                    name,
                    figure.what(),
                    figure.toReach(),
                    figure.measured().replace("|", "\\|"),
                    figure.isReached() ? "" : " **missed**"));
        name = "";
      }
    });
    return text.toString();
  }
}
