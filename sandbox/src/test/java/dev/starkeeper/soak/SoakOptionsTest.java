package dev.starkeeper.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoakOptionsTest {
  @TempDir private Path directory;

  @Test
  void nothingNeedsToBeGiven() {
    assertThat(SoakOptions.parse(List.of(), 42))
        .isEqualTo(
            new SoakOptions(
                Duration.ofMinutes(10), 5, 42, Duration.ofMillis(1_200), Optional.empty()));
  }

  @Test
  void everythingCanBeGiven() {
    var report = directory.resolve("report.md");

    var options =
        SoakOptions.parse(
            List.of(
                "--minutes",
                "0.5",
                "--rate",
                "2.5",
                "--seed",
                "-7",
                "--kill-every",
                "0.75",
                "--report",
                report.toString()),
            42);

    assertThat(options)
        .isEqualTo(
            new SoakOptions(
                Duration.ofSeconds(30), 2.5, -7, Duration.ofMillis(750), Optional.of(report)));
  }

  @Test
  void everyFaultIsToldAtOnce() {
    var words =
        List.of(
            "--minutes",
            "ten",
            "--rate",
            "0",
            "--seed",
            "1.5",
            "--kill-every",
            "-1",
            "--speed",
            "9",
            "--report",
            directory.toString(),
            "--rate");

    assertThatThrownBy(() -> SoakOptions.parse(words, 42))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.faults())
                    .containsExactlyInAnyOrder(
                        "--minutes: not a number from 0.2 to 1440: ten",
                        "--rate: not a number from 0.1 to 200: 0",
                        "--seed: not a whole number: 1.5",
                        "--kill-every: not a number from 0.2 to 3600: -1",
                        "not an option: --speed (there are --minutes --rate --seed --kill-every"
                            + " --report)",
                        "--report: no file can be made there: " + directory,
                        "--rate has no value"));
  }

  @Test
  void optionGivenTwiceIsAFault() {
    assertThatThrownBy(() -> SoakOptions.parse(List.of("--seed", "1", "--seed", "2"), 42))
        .hasMessage("--seed is there twice");
  }
}
