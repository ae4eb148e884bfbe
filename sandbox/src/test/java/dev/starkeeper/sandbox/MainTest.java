package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MainTest {
  private static final int STOPS_WITHIN = 10; // seconds, as the contract says

  @Test
  void saysItsAddressAndStopsWhenAsked() throws Exception {
    var process = start(Map.of("PORT", "0"));

    assertThat(firstLine(process)).startsWith("sandbox: http://127.0.0.1:");

    process.destroy();
    assertThat(process.waitFor(STOPS_WITHIN, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void unusableSettingsEndItWithTwoAndOneLineEach() throws Exception {
    var process = start(Map.of("PORT", "x", "BIND_ADDRESS", "x y"));

    var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said.lines())
        .containsExactly(
            "PORT is not a port number from 0 to 65535: x",
            "BIND_ADDRESS is not an address of this machine: x y");
  }

  private static Process start(Map<String, String> environment) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var builder = new ProcessBuilder(java, "-cp", classPath, "dev.starkeeper.sandbox.Main");
    builder.environment().keySet().removeAll(Set.of("PORT", "BIND_ADDRESS", "SEED"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String firstLine(Process process) throws IOException {
    var output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    return String.valueOf(new BufferedReader(output).readLine());
  }
}
