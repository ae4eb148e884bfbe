package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The alert rules and the dashboard speak of metrics there are, and Prometheus' own tool agrees.
 */
final class DeployedMonitoringTest {
  private static final Path PROMETHEUS = Sources.ROOT.resolve("deploy/prometheus");
  private static final Pattern NAME =
      Pattern.compile("\\b(starkeeper|hikaricp|jvm|process|system)_[a-z0-9_]+\\b");
  private static final Pattern ALERT =
      Pattern.compile("- alert: (\\w+)\n((?:(?!- alert:)[\\s\\S])*)");

  /** Set where the machine has been made ready for everything to be checked. */
  private static final String NEEDED = "STARKEEPER_PROMTOOL_NEEDED";

  @Test
  void rulesAskOnlyForMetricsThereAre() {
    assertThat(names(rules())).hasSizeGreaterThan(15).allMatch(DeployedMonitoringTest::isDescribed);
  }

  @Test
  void dashboardAsksOnlyForMetricsThereAre() {
    var asked = new TreeSet<String>();
    expressions(dashboard()).forEach(expression -> asked.addAll(names(expression)));

    assertThat(asked).hasSizeGreaterThan(25).allMatch(DeployedMonitoringTest::isDescribed);
  }

  /** Else there would be a metric that nobody sees. */
  @Test
  void everyMetricOfOursIsOnTheDashboard() {
    var asked = new HashSet<String>();
    for (var expression : expressions(dashboard())) {
      names(expression)
          .forEach(name -> DescribedMetrics.of(name).ifPresent(one -> asked.add(one.name())));
    }
    var ours =
        DescribedMetrics.ALL.keySet().stream()
            .filter(name -> name.startsWith("starkeeper_"))
            // Which release runs, and what the rules alone need.
            .filter(name -> !name.equals("starkeeper_build_info"))
            .filter(name -> !name.equals("starkeeper_poll_answered_timestamp_seconds"))
            .toList();

    assertThat(asked).containsAll(ours);
  }

  @Test
  void dashboardsPanelsHaveIdsAndAPlaceOfTheirOwn() {
    var ids = new ArrayList<Integer>();
    for (var element : dashboard().getAsJsonArray("panels")) {
      var panel = element.getAsJsonObject();
      ids.add(panel.get("id").getAsInt());
      if (panel.get("type").getAsString().equals("row")) continue;
      assertThat(panel.get("description").getAsString()).as(panel.toString()).isNotBlank();
    }

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void eachAlertSaysHowBadItIsAndWhereItIsExplained() {
    var alerts = ALERT.matcher(rules()).results().toList();

    assertThat(alerts).hasSizeGreaterThan(15);
    for (var alert : alerts) {
      assertThat(alert.group(2))
          .as(alert.group(1))
          .containsPattern("severity: (critical|warning)\n")
          .contains("summary: ", "description: ")
          .contains(
              "runbook_url: docs/operations.md#" + alert.group(1).toLowerCase(Locale.ROOT) + "\n");
    }
  }

  @Test
  void everyAlertIsTriedWhereItMustComeAndWhereItMustNot() {
    var tests = read(PROMETHEUS.resolve("starkeeper.rules.test.yml"));

    for (var alert : ALERT.matcher(rules()).results().toList()) {
      assertThat(tests)
          .contains("alertname: " + alert.group(1) + ", exp_alerts: []")
          .contains("docs/operations.md#" + alert.group(1).toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void prometheusToolAcceptsTheRulesAndTheirTestsPass() throws Exception {
    var tool = promtool();
    if (System.getenv(NEEDED) != null) assertThat(tool).as("promtool, on the PATH").isPresent();
    assumeThat(tool).as("no promtool here: Debian's package prometheus has it").isPresent();

    run(tool.orElseThrow(), "check", "rules", "starkeeper.rules.yml");
    run(tool.orElseThrow(), "test", "rules", "starkeeper.rules.test.yml");
    run(tool.orElseThrow(), "check", "config", "prometheus.yml");
  }

  private static Optional<String> promtool() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "promtool"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var log = Files.createTempFile("promtool-", ".log");
    var process =
        new ProcessBuilder(command)
            .directory(PROMETHEUS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(List.of(command).toString()).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  private static boolean isDescribed(String series) {
    return DescribedMetrics.of(series).isPresent();
  }

  private static Set<String> names(String text) {
    var names = new TreeSet<String>();
    NAME.matcher(text).results().forEach(name -> names.add(name.group()));
    return names;
  }

  private static String rules() {
    return read(PROMETHEUS.resolve("starkeeper.rules.yml"));
  }

  private static JsonObject dashboard() {
    var file = Sources.ROOT.resolve("deploy/grafana/starkeeper.json");
    return JsonParser.parseString(read(file)).getAsJsonObject();
  }

  /** What is asked of Prometheus anywhere in it. */
  private static List<String> expressions(JsonElement element) {
    var found = new ArrayList<String>();
    switch (element) {
      case JsonObject object ->
          object
              .asMap()
              .forEach((name, value) -> {
                if (value.isJsonPrimitive() && Set.of("expr", "definition").contains(name)) {
                  found.add(value.getAsString());
                } else {
                  found.addAll(expressions(value));
                }
              });
      case JsonArray array -> array.forEach(value -> found.addAll(expressions(value)));
      default -> {}
    }
    return found;
  }

  private static String read(Path file) {
    return Sources.text(file).orElseThrow();
  }
}
