package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * How the two products are run.
 *
 * @param jvm the script that starts a jar, {@code deploy/jvm}
 * @param caches where each process leaves an AOT cache when it ends, which takes some seconds
 */
public record Products(Path invoiceApi, Path botWorker, Path jvm, Optional<Path> caches) {

  // Of the user's settings only these: what is only played must not touch his real bot or database.
  private static final Set<String> PASSED_ON =
      Set.of(
          "PATH",
          "HOME",
          "TMPDIR",
          "LANG",
          "LC_ALL",
          "TZ",
          "MALLOC_ARENA_MAX",
          "JAVA_OPTS",
          "LOG_LEVEL");

  /** Reads what {@code ./starkeeper} passes. */
  public static Products from(Properties properties) {
    return new Products(
        file(properties, "starkeeper.invoice-api"),
        file(properties, "starkeeper.bot-worker"),
        file(properties, "starkeeper.jvm"),
        Optional.ofNullable(properties.getProperty("starkeeper.aot-caches")).map(Path::of));
  }

  private static Path file(Properties properties, String name) {
    var path = Path.of(properties.getProperty(name, ""));
    if (Files.isRegularFile(path)) return path;
    throw new ConfigurationException(List.of("-D" + name + " is not a file: " + path));
  }

  /** The user's settings that hold for processes which are not to touch what is really his. */
  public static Map<String, String> harmless(Map<String, String> environment) {
    var settings = new HashMap<>(environment);
    settings.keySet().retainAll(PASSED_ON);
    return settings;
  }

  /** The command line for one of them, on the JVM that runs this. */
  public List<String> command(Path jar) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var words = new ArrayList<>(List.of(jvm.toString(), java.toString(), jar.toString()));
    var name = jar.getFileName().toString().replaceFirst("\\.jar$", ".aot");
    caches.ifPresent(directory -> words.add("-XX:AOTCacheOutput=" + directory.resolve(name)));
    return words;
  }
}
