package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code deploy/jvm}, with a JVM that only tells with what it was started. */
final class ProductsTest {
  private static final Path DEPLOY = Path.of(System.getProperty("basedir"), "../deploy");

  @TempDir Path directory;
  private final Properties properties = new Properties();
  private Path api = Path.of("");
  private Path jvm = Path.of("");
  private Path java = Path.of("");

  @BeforeEach
  void install() throws IOException {
    var home = Files.createDirectory(directory.resolve("a home"));
    api = Files.writeString(home.resolve("invoice-api.jar"), "release 1");
    var worker = Files.writeString(home.resolve("bot-worker.jar"), "release 1");
    jvm =
        Files.copy(DEPLOY.resolve("jvm"), home.resolve("jvm"), StandardCopyOption.COPY_ATTRIBUTES);
    java = Files.writeString(home.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    properties.setProperty("starkeeper.invoice-api", api.toString());
    properties.setProperty("starkeeper.bot-worker", worker.toString());
    properties.setProperty("starkeeper.jvm", jvm.toString());
  }

  @Test
  void optionsOfTheFileComeFirstAndTheUsersLast() throws IOException {
    assertThat(said("-Xmx1g  -Da=b"))
        .containsExactly(
            "@" + jvm.resolveSibling("java-options"), "-Xmx1g", "-Da=b", "-jar", api());
  }

  @Test
  void cacheOfTheVeryJarIsUsed() throws IOException {
    var cache = cacheOf("release 1");

    assertThat(said("")).contains("-XX:AOTCache=" + cache);
  }

  @Test
  void cacheOfAnotherReleaseIsNotUsed() throws IOException {
    var old = cacheOf("release 1");
    Files.writeString(api, "release 2"); // as long as the other
    Files.setLastModifiedTime(api, Files.getLastModifiedTime(old));

    assertThat(said("")).containsExactly("@" + jvm.resolveSibling("java-options"), "-jar", api());
  }

  @Test
  void cacheIsWrittenWhereItIsAskedForAndNoneIsReadThen() throws IOException {
    var unused = cacheOf("release 1");
    properties.setProperty("starkeeper.aot-caches", "/caches");

    assertThat(said(""))
        .contains("-XX:AOTCacheOutput=/caches/invoice-api.aot")
        .doesNotContain("-XX:AOTCache=" + unused);
  }

  private String api() {
    return api.toString();
  }

  /** As {@code deploy/rehearse} leaves it. */
  private Path cacheOf(String content) throws IOException {
    var file = Files.writeString(directory.resolve("content"), content);
    var sum = output(new ProcessBuilder("cksum").redirectInput(file.toFile())).getFirst();
    var name = "invoice-api-" + sum.replace(' ', '-') + ".aot";
    return Files.writeString(api.resolveSibling(name), "");
  }

  private List<String> said(String javaOptions) throws IOException {
    var command = Products.from(properties).command(api);
    command.set(1, java.toString());
    var process = new ProcessBuilder(command);
    process.environment().put("JAVA_OPTS", javaOptions);
    return output(process);
  }

  private static List<String> output(ProcessBuilder process) throws IOException {
    var running = process.redirectErrorStream(true).start();
    return running.inputReader(StandardCharsets.UTF_8).lines().toList();
  }
}
