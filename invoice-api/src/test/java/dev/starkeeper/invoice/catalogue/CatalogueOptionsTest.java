package dev.starkeeper.invoice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.invoice.RunningApi;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Stock;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueOptionsTest {
  private static final Map<String, String> KEY = Map.of("STARKEEPER_API_KEY", "a-key-of-ours");

  @Test
  void whatIsLeftOutIsOrdinary() {
    var options = CatalogueOptions.parse(List.of("apply", "a.json"), KEY);

    assertThat(options.task())
        .isEqualTo(new Task.Apply(Path.of("a.json"), true, true, false, Stock.KEPT));
    assertThat(options.api().url()).hasToString("http://127.0.0.1:8080");
    assertThat(options.toString()).doesNotContain("a-key-of-ours");
  }

  @Test
  void everythingMayBeSaid() {
    var words =
        List.of(
            "apply",
            "--withdraw-missing",
            "a.json",
            "--set-stock",
            "--yes",
            "--api",
            "https://b.c/");

    var options = CatalogueOptions.parse(words, KEY);

    assertThat(options.task())
        .isEqualTo(new Task.Apply(Path.of("a.json"), false, true, true, Stock.SET));
    assertThat(options.api().url()).hasToString("https://b.c");
  }

  @Test
  void lookingAsksNobody() {
    assertThat(CatalogueOptions.parse(List.of("apply", "a.json", "--dry-run"), KEY).task())
        .isEqualTo(new Task.Apply(Path.of("a.json"), false, false, false, Stock.KEPT));
    assertThat(CatalogueOptions.parse(List.of("show"), KEY).task()).isEqualTo(new Task.Show());
  }

  @Test
  void everyFaultIsToldAtOnce() {
    assertThat(faults(List.of("apply", "--force", "--api", "ftp://x"), Map.of()))
        .hasSize(3)
        .anyMatch(fault -> fault.startsWith("not an option: --force; use: catalog show"))
        .contains("STARKEEPER_API_KEY is not set")
        .anyMatch(fault -> fault.startsWith("--api: not of the form https://host, without"));
    assertThat(faults(List.of("show", "--yes"), KEY)).singleElement().asString().startsWith("use:");
    assertThat(faults(List.of("apply", "a", "b"), KEY)).hasSize(1);
    assertThat(faults(List.of("show"), Map.of("STARKEEPER_API_KEY", "a b")))
        .containsExactly("STARKEEPER_API_KEY: not a key: it holds spaces or more (value hidden)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://admin:s3cret@host",
        "https://admin:s3cret@no such host",
        "admin:s3cret@host",
        "https://admin:s3cret",
        "https://host/?key=s3cret",
      })
  void aPasswordInAnAddressIsNotRepeated(String address) {
    var set = Map.of("STARKEEPER_API_KEY", "a-key-of-ours", "STARKEEPER_API", address);

    assertThat(faults(List.of("show", "--api", address, "--api=" + address), set))
        .hasSize(3)
        .noneMatch(fault -> fault.contains("s3cret"));
  }

  @Test
  void theProcessEndsAsItSays() throws Exception {
    try (var api = RunningApi.start()) {
      var place = List.of("--api", api.uri("").toString());
      var example = "../docs/catalog.json";

      assertThat(statusOf(place, "apply", example, "--yes")).isZero();
      assertThat(statusOf(place, "show")).isZero();
      assertThat(statusOf(place, "apply", example)).isZero(); // nothing to ask for
      assertThat(statusOf(place, "apply", "../pom.xml", "--yes")).isEqualTo(2);
      assertThat(statusOf(place, "destroy")).isEqualTo(2);
      assertThat(statusOf(List.of("--api", "http://127.0.0.1:1"), "show")).isEqualTo(1);
    }
  }

  private static int statusOf(List<String> place, String... words)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.starkeeper.invoice.catalogue.Main"));
    command.addAll(List.of(words));
    command.addAll(place);
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("STARKEEPER_API_KEY", RunningApi.SERVER_KEY);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static List<String> faults(List<String> words, Map<String, String> variables) {
    return catchThrowableOfType(
            ConfigurationException.class, () -> CatalogueOptions.parse(words, variables))
        .faults();
  }
}
