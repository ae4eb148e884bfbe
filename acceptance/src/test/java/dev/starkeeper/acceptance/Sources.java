package dev.starkeeper.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this repository, wherever in it they are, without what is made from them. */
public final class Sources {
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS =
      Set.of(".git", ".idea", ".vscode", "target", "data", "node_modules", "dist");

  private Sources() {}

  /** What this build has made of a module that can be run. */
  public static Path jar(String module) {
    return ROOT.resolve(module).resolve("target").resolve(module + ".jar");
  }

  static List<Path> all() {
    return under(ROOT).toList();
  }

  static List<Path> endingWith(String... endings) {
    return all().stream()
        .filter(file -> Stream.of(endings).anyMatch(end -> file.toString().endsWith(end)))
        .toList();
  }

  /** As it is named in the repository. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  static boolean isTest(Path file) {
    return name(file).contains("/src/test/");
  }

  /** Empty when the file is not text. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Stream<Path> under(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries.sorted().toList().stream().flatMap(Sources::itselfOrUnder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static Stream<Path> itselfOrUnder(Path path) {
    if (NOT_OURS.contains(path.getFileName().toString())) return Stream.empty();
    if (Files.isRegularFile(path)) return Stream.of(path);
    return Files.isDirectory(path) ? under(path) : Stream.empty();
  }
}
