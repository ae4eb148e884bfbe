package dev.starkeeper.acceptance;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The metrics that docs/metrics.md promises, read from its tables. */
final class DescribedMetrics {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(\\w+)` \\| (\\w+)( ◆)? \\| ([\\w, ]*)\\| (api|worker|both) \\| (.+) \\|$",
          Pattern.MULTILINE);
  private static final Pattern PART = Pattern.compile("(.+)_(bucket|count|sum|max)");

  /** A row; {@code labels} are as the page lists them. */
  record Metric(String name, String type, String labels, String process, String meaning) {
    boolean isOf(String wanted) {
      return process.equals(wanted) || process.equals("both");
    }

    /** It is there from the beginning. */
    boolean isAlways() {
      return !meaning.contains("with the first") && !meaning.contains("absent");
    }
  }

  static final Map<String, Metric> ALL =
      ROW.matcher(Sources.text(Sources.ROOT.resolve("docs/metrics.md")).orElseThrow())
          .results()
          .map(row ->
              new Metric(
                  row.group(1), row.group(2), row.group(4).strip(), row.group(5), row.group(6)))
          .collect(toMap(Metric::name, Function.identity()));

  private DescribedMetrics() {}

  /** The metric a series belongs to: a histogram's buckets are its own. */
  static Optional<Metric> of(String series) {
    if (ALL.containsKey(series)) return Optional.ofNullable(ALL.get(series));
    var part = PART.matcher(series);
    if (!part.matches()) return Optional.empty();
    return Optional.ofNullable(ALL.get(part.group(1)))
        .filter(metric ->
            metric.type().equals("histogram")
                || (metric.type().equals("summary") && !part.group(2).equals("bucket")));
  }
}
