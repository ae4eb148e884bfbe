package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd itself says of {@code deploy/systemd}. */
final class DeployedUnitsTest {
  private static final Path UNITS = Sources.ROOT.resolve("deploy/systemd");

  /** Of a hundred; what is left is mostly that they talk to the Internet, and the JVM's JIT. */
  private static final int EXPOSURE = 14;

  private static final List<String> OTHER_UNITS =
      List.of("sysinit", "basic", "shutdown", "network-online", "multi-user");

  @TempDir Path root;

  private record Said(int status, String words) {}

  @BeforeAll
  static void systemdIsHere() {
    assumeTrue(isOffline(), "systemd-analyze 250 or newer is not here: the units are not checked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"starkeeper-api@.service", "starkeeper-worker@.service"})
  void unitHasNothingThatSystemdDoesNotUnderstand(String unit) throws Exception {
    install(unit);

    var said = analyze("verify", "--man=no", "--root=" + root, unit.replace("@", "@8080"));

    assertThat(said).isEqualTo(new Said(0, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"starkeeper-api@.service", "starkeeper-worker@.service"})
  void unitIsExposedToLittle(String unit) throws Exception {
    install(unit);

    var instance = Files.copy(UNITS.resolve(unit), root.resolve(unit.replace("@", "@8080")));
    var said =
        analyze("security", "--offline=true", "--threshold=" + EXPOSURE, instance.toString());

    assertThat(said.status()).as(said.words()).isZero();
  }

  /** Each with only what verify looks for beside it. */
  private void install(String unit) throws IOException {
    var units = Files.createDirectories(root.resolve("etc/systemd/system"));
    Files.copy(UNITS.resolve(unit), units.resolve(unit));
    for (var other : OTHER_UNITS) {
      Files.writeString(
          units.resolve(other + ".target"), "[Unit]\nDefaultDependencies=no\nDescription=a\n");
    }
    var installed = Files.createDirectories(root.resolve("opt/starkeeper"));
    Files.copy(Sources.ROOT.resolve("deploy/run"), installed.resolve("run"));
    assertThat(installed.resolve("run").toFile().setExecutable(true)).isTrue();
  }

  private static boolean isOffline() {
    try {
      var words = analyze("--version").words().split("\\s+", -1);
      return Integer.parseInt(words[1].replaceFirst("\\D.*", "")) >= 250;
    } catch (IOException | InterruptedException | NumberFormatException e) {
      return false;
    }
  }

  private static Said analyze(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("systemd-analyze"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
    return new Said(process.exitValue(), words);
  }
}
