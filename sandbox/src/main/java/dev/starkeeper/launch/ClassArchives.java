package dev.starkeeper.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What the JVM has of the classes of each jar, so that it need not load them one by one. */
public sealed interface ClassArchives {
  /** What {@code deploy/archive-classes} wrote beside a jar, if it did. */
  record Beside() implements ClassArchives {}

  /** Each process writes its own there when it ends, which takes some seconds. */
  record WrittenTo(Path directory) implements ClassArchives {}

  static ClassArchives of(Properties properties) {
    var directory = properties.getProperty("starkeeper.archive-classes", "");
    return directory.isEmpty() ? new Beside() : new WrittenTo(Path.of(directory));
  }

  /** For the JVM that runs {@code jar}. */
  default Optional<String> option(Path jar) {
    var name = jar.getFileName().toString().replaceFirst("\\.jar$", ".jsa");
    return switch (this) {
      case Beside _ ->
          Optional.of(jar.resolveSibling(name))
              .filter(Files::isRegularFile)
              .map(archive -> "-XX:SharedArchiveFile=" + archive);
      case WrittenTo(var directory) ->
          Optional.of("-XX:ArchiveClassesAtExit=" + directory.resolve(name));
    };
  }
}
