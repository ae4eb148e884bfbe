package dev.starkeeper.acceptance;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of every file, so that nobody has to ask it in a review. */
final class TidyTest {
  private static final int LONGEST_FILE = 250;
  private static final String[] CODE = {
    ".java", ".sql", ".ts", ".tsx", ".js", ".css", ".html", ".py", ".sh", "/starkeeper"
  };

  // Written so that they do not find themselves.
  private static final Pattern LEFT_TO_DO = Pattern.compile("\\b(T[O]DO|F[I]XME|X[X]X)\\b");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.:/}-])/(r[o]ot|h[o]me|w[o]rk|U[s]ers)/");
  private static final Pattern REGISTRY_HOST =
      Pattern.compile(
          "//[\\w.:@-]*(art[i]factory|n[e]xus|r[e]gistry|rep[o]\\d?\\.|m[i]rror|pyp[i]\\.)[\\w.-]*");

  @Test
  void everyFileIsSeen() {
    assertThat(Sources.all())
        .extracting(Sources::name)
        .contains(
            "pom.xml",
            "README.md",
            "starkeeper",
            ".ci/run",
            "db/src/main/resources/db/migration/V001__product.sql",
            "bot-worker/src/main/java/dev/starkeeper/bot/Loop.java",
            "acceptance/src/test/java/dev/starkeeper/acceptance/TidyTest.java")
        .noneMatch(name -> name.contains("target/"));
  }

  @Test
  void fileIsNotTooLong() {
    var lines = Sources.endingWith(CODE).stream().collect(toMap(Sources::name, TidyTest::lines));

    lines.values().removeIf(count -> count <= LONGEST_FILE);

    assertThat(lines).as("more than %s lines", LONGEST_FILE).isEmpty();
  }

  @Test
  void nothingIsLeftToDo() {
    assertThat(findings(LEFT_TO_DO, Sources.all())).isEmpty();
  }

  @Test
  void noFileKnowsTheMachineItWasWrittenOn() {
    assertThat(findings(MACHINE_PATH, Sources.all())).isEmpty();
  }

  @Test
  void noFileNamesARegistry() {
    assertThat(findings(REGISTRY_HOST, Sources.all())).isEmpty();
  }

  @Test
  void textEndsWithOneNewlineAndHasNoTabs() {
    var code = Sources.endingWith(CODE);

    assertThat(code)
        .allSatisfy(file ->
            assertThat(Files.readString(file))
                .as(Sources.name(file))
                .endsWith("\n")
                .doesNotEndWith("\n\n")
                .doesNotContain("\t", "\r"));
  }

  @Test
  void migrationsAreNumberedWithoutGaps() {
    var names = migrations().stream().map(file -> file.getFileName().toString()).toList();

    assertThat(names).isNotEmpty().allMatch(name -> name.matches("V\\d{3}__[a-z0-9_]+\\.sql"));
    for (var i = 0; i < names.size(); i++) {
      assertThat(names.get(i)).startsWith("V%03d__".formatted(i + 1));
    }
  }

  @Test
  void migrationsAreInLowerCase() throws IOException {
    for (var file : migrations()) {
      var sql = Files.readString(file).replaceAll("--.*", "").replaceAll("'[^']*'", "''");

      assertThat(sql).as(Sources.name(file)).isEqualTo(sql.toLowerCase(Locale.ROOT));
    }
  }

  /** The two that run beside a merchant's own PostgreSQL stay small. */
  @ParameterizedTest
  @ValueSource(strings = {"invoice-api", "bot-worker"})
  void productCarriesNeitherAServerNorACodeGenerator(String module) throws IOException {
    var path = Sources.ROOT.resolve(module).resolve("target").resolve(module + ".jar");
    assumeThat(path).exists();

    try (var jar = new JarFile(path.toFile())) {
      var entries = jar.stream().map(entry -> entry.getName()).toList();

      assertThat(entries)
          .contains("dev/starkeeper/db/Database.class", "db/migration/V001__product.sql")
          .noneMatch(name -> name.startsWith("io/zonky/"))
          .noneMatch(name -> name.startsWith("org/jooq/codegen/"))
          .noneMatch(name -> name.startsWith("org/jooq/meta/"))
          .noneMatch(name -> name.endsWith(".txz"))
          .noneMatch(name -> name.startsWith("org/junit/"));
    }
  }

  private static List<Path> migrations() {
    var folder = "db/src/main/resources/db/migration/";
    return Sources.all().stream().filter(file -> Sources.name(file).startsWith(folder)).toList();
  }

  private static int lines(Path file) {
    return (int) Sources.text(file).orElseThrow().lines().count();
  }

  private static List<String> findings(Pattern pattern, List<Path> files) {
    var findings = new ArrayList<String>();
    for (var file : files) {
      var lines = Sources.text(file).orElse("").lines().toList();
      for (var i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          findings.add(Sources.name(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return findings;
  }
}
