package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProductsTest {
  @TempDir Path directory;
  private final Properties properties = new Properties();
  private Path api = Path.of("");

  @BeforeEach
  void build() throws IOException {
    api = Files.writeString(directory.resolve("invoice-api.jar"), "");
    var worker = Files.writeString(directory.resolve("bot-worker.jar"), "");
    properties.setProperty("starkeeper.invoice-api", api.toString());
    properties.setProperty("starkeeper.bot-worker", worker.toString());
  }

  @Test
  void optionsOfTheFileComeFirstAndItsPathIsOneWord() {
    properties.setProperty("starkeeper.java-options-file", "/a b/java-options");
    properties.setProperty("starkeeper.java-options", " -Xmx1g  -Da=b ");

    assertThat(command()).containsExactly("@/a b/java-options", "-Xmx1g", "-Da=b", "-jar", api());
  }

  @Test
  void archiveOfClassesIsUsedWhereThereIsOne() throws IOException {
    assertThat(command()).containsExactly("-jar", api());

    var archive = Files.writeString(directory.resolve("invoice-api.jsa"), "");

    assertThat(command()).containsExactly("-XX:SharedArchiveFile=" + archive, "-jar", api());
  }

  @Test
  void archiveIsWrittenWhereItIsAskedFor() {
    properties.setProperty("starkeeper.archive-classes", "/archives");

    assertThat(command())
        .containsExactly("-XX:ArchiveClassesAtExit=/archives/invoice-api.jsa", "-jar", api());
  }

  private String api() {
    return api.toString();
  }

  private Iterable<String> command() {
    var words = Products.from(properties).command(api);
    return words.subList(1, words.size());
  }
}
