package dev.starkeeper.bot.chat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads phrases: ours from this jar, and those that a merchant puts in the place of some. */
public final class PhraseFiles {
  static final List<String> LANGUAGES = List.of("de", "en", "es", "pt", "ru", "uk");

  private static final Pattern NAME = Pattern.compile("phrases_([a-z]{2})\\.properties");
  private static final int LONGEST = 1000; // with what is filled in it must fit a message
  // Telegram's own limits.
  private static final Map<String, Integer> SHORTER =
      Map.of("command.", 256, "support.placeholder", 64);

  private PhraseFiles() {}

  static Map<String, Spoken> ours() {
    var languages = new TreeMap<String, Spoken>();
    for (var language : LANGUAGES) {
      languages.put(language, new Spoken(Locale.of(language), shipped(language)));
    }
    return languages;
  }

  /**
   * Ours, but for those that a file {@code phrases_<language>.properties} in the directory says
   * otherwise.
   *
   * @param complain is told each fault
   */
  public static Phrases overriddenBy(Path directory, Consumer<String> complain) {
    var languages = ours();
    for (var file : files(directory, complain)) {
      var name = NAME.matcher(String.valueOf(file.getFileName()));
      if (!name.matches() || !LANGUAGES.contains(name.group(1))) {
        complain.accept(
            file.getFileName() + " is not phrases_<language>.properties, of " + LANGUAGES);
        continue;
      }
      languages.computeIfPresent(
          name.group(1), (_, spoken) -> overridden(spoken, read(file, complain), file, complain));
    }
    return new Phrases(languages);
  }

  private static List<Path> files(Path directory, Consumer<String> complain) {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".properties")).sorted().toList();
    } catch (IOException e) {
      complain.accept("not a directory that can be read: " + directory);
      return List.of();
    }
  }

  private static Spoken overridden(
      Spoken ours, Map<String, String> theirs, Path file, Consumer<String> complain) {
    var patterns = new TreeMap<>(ours.patterns());
    theirs.forEach((key, pattern) -> {
      var fault = fault(ours, key, pattern);
      if (fault.isEmpty()) patterns.put(key, pattern);
      else complain.accept(file.getFileName() + ": " + fault);
    });
    return new Spoken(ours.locale(), Map.copyOf(patterns));
  }

  /** Empty if it will do. */
  private static String fault(Spoken ours, String key, String pattern) {
    var known = ours.patterns().get(key);
    if (known == null) return "there is no phrase " + key;
    if (pattern.isBlank()) return key + " is empty";
    var most =
        SHORTER.entrySet().stream()
            .filter(limit -> key.startsWith(limit.getKey()))
            .mapToInt(Map.Entry::getValue)
            .findFirst()
            .orElse(LONGEST);
    if (pattern.length() > most) return key + " is longer than " + most + " characters";
    try {
      var values = values(pattern, ours.locale());
      if (values <= values(known, ours.locale())) return "";
      return key + " has no value {" + (values - 1) + "}";
    } catch (IllegalArgumentException e) {
      return key + " is no pattern: " + e.getMessage();
    }
  }

  private static int values(String pattern, Locale locale) {
    return new MessageFormat(pattern, locale).getFormatsByArgumentIndex().length;
  }

  private static Map<String, String> shipped(String language) {
    var name = "/dev/starkeeper/bot/phrases_" + language + ".properties";
    try (var stream = Phrases.class.getResourceAsStream(name)) {
      if (stream == null) throw new IllegalStateException("this jar has no " + name);
      return read(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> read(Path file, Consumer<String> complain) {
    try (var reader = Files.newBufferedReader(file)) {
      return read(reader);
    } catch (IOException | IllegalArgumentException e) { // the latter for a broken \\u escape
      complain.accept(file.getFileName() + " cannot be read as properties in UTF-8");
      return Map.of();
    }
  }

  private static Map<String, String> read(Reader reader) throws IOException {
    var properties = new Properties();
    properties.load(reader);
    var patterns = new TreeMap<String, String>();
    for (var key : new ArrayList<>(properties.stringPropertyNames())) {
      patterns.put(key, properties.getProperty(key));
    }
    return Map.copyOf(patterns);
  }
}
