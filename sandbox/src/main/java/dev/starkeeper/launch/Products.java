package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the two products are run: which jars, and with which options of the JVM.
 *
 * @param javaOptions before {@code -jar}
 */
public record Products(
    Path invoiceApi, Path botWorker, List<String> javaOptions, ClassArchives archives) {

  // Of the user's settings only these: what is only played must not touch his real bot or database.
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ", "MALLOC_ARENA_MAX", "LOG_LEVEL");

  /** Reads what {@code ./starkeeper} passes. */
  public static Products from(Properties properties) {
    return new Products(
        jar(properties, "starkeeper.invoice-api"),
        jar(properties, "starkeeper.bot-worker"),
        javaOptions(properties),
        ClassArchives.of(properties));
  }

  /** Those of {@code deploy/java-options} first, as its path may have spaces in it. */
  private static List<String> javaOptions(Properties properties) {
    var file = properties.getProperty("starkeeper.java-options-file", "");
    var more = properties.getProperty("starkeeper.java-options", "").split("\\s+");
    return Stream.concat(
            Stream.of(file).map(path -> path.isEmpty() ? "" : "@" + path), Arrays.stream(more))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private static Path jar(Properties properties, String name) {
    var path = Path.of(properties.getProperty(name, ""));
    if (Files.isRegularFile(path)) return path;
    throw new ConfigurationException(List.of("-D" + name + " is not a jar: " + path));
  }

  /** The user's settings that hold for processes which are not to touch what is really his. */
  public static Map<String, String> harmless(Map<String, String> environment) {
    var settings = new HashMap<>(environment);
    settings.keySet().retainAll(PASSED_ON);
    return settings;
  }

  /** The command line for one of them, on the JVM that runs this. */
  public List<String> command(Path jar) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(javaOptions);
    archives.option(jar).ifPresent(words::add);
    words.addAll(List.of("-jar", jar.toString()));
    return words;
  }
}
