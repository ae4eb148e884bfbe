package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * How the two products are run: which jars, and with which options of the JVM.
 *
 * @param javaOptions before {@code -jar}
 */
record Products(Path invoiceApi, Path botWorker, List<String> javaOptions) {

  /** Reads what {@code ./starkeeper} passes. */
  static Products from(Properties properties) {
    return new Products(
        jar(properties, "starkeeper.invoice-api"),
        jar(properties, "starkeeper.bot-worker"),
        Arrays.stream(properties.getProperty("starkeeper.java-options", "").split("\\s+"))
            .filter(option -> !option.isEmpty())
            .toList());
  }

  private static Path jar(Properties properties, String name) {
    var path = Path.of(properties.getProperty(name, ""));
    if (Files.isRegularFile(path)) return path;
    throw new ConfigurationException(List.of("-D" + name + " is not a jar: " + path));
  }

  /** The command line for one of them, on the JVM that runs this. */
  List<String> command(Path jar) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(javaOptions);
    words.addAll(List.of("-jar", jar.toString()));
    return words;
  }
}
