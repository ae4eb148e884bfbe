package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {
  private static final Function<String, String> AS_IT_IS = Function.identity();

  @TempDir Path directory;

  @Test
  void readsWhatIsSet() {
    var environment =
        new Environment(
            Map.of("NAME", " text ", "TTL", "PT2H", "PORT", "8081", "FLAG", "true", "WORD", "x"));

    var name = environment.required("NAME", AS_IT_IS);
    var ttl = environment.duration("TTL", Duration.ofDays(9));
    var port = environment.integer("PORT", 1, 0, 65_535);
    var flag = environment.flag("FLAG", false);
    var word = environment.optional("WORD", AS_IT_IS, "y");
    environment.check();

    assertThat(name.get()).isEqualTo("text");
    assertThat(ttl.get()).isEqualTo(Duration.ofHours(2));
    assertThat(port.get()).isEqualTo(8081);
    assertThat(flag.get()).isTrue();
    assertThat(word.get()).isEqualTo("x");
  }

  @Test
  void blankIsAsGoodAsNotSet() {
    var environment = new Environment(Map.of("TTL", "", "PORT", "  ", "FLAG", "\t", "NAME", " "));

    var ttl = environment.duration("TTL", Duration.ofDays(9));
    var port = environment.integer("PORT", 17, 0, 65_535);
    var flag = environment.flag("FLAG", true);
    environment.required("NAME", AS_IT_IS);

    assertThat(ttl.get()).isEqualTo(Duration.ofDays(9));
    assertThat(port.get()).isEqualTo(17);
    assertThat(flag.get()).isTrue();
    assertThat(faultsOf(environment)).containsExactly("NAME is not set");
  }

  @Test
  void tellsEveryFaultAtOnceInTheSequenceOfReading() {
    var environment =
        new Environment(
            Map.of("TTL", "1h", "PORT", "65536", "FLAG", "yes", "URL", "no url", "LOG_LEVEL", "A"));

    environment.required("NAME", AS_IT_IS);
    environment.duration("TTL", Duration.ofDays(9));
    environment.integer("PORT", 17, 0, 65_535);
    environment.flag("FLAG", true);
    environment.required("URL", DatabaseConfig::parse);
    environment.complain("the moon is not full");

    assertThat(faultsOf(environment))
        .containsExactly(
            "NAME is not set",
            "TTL: not an ISO-8601 duration above zero and up to a year, such as PT1H: 1h",
            "PORT: not a whole number from 0 to 65535: 65536",
            "FLAG: neither true nor false: yes",
            "URL: not of the form postgresql://user:password@host:port/database",
            "the moon is not full",
            "LOG_LEVEL: not one of TRACE, DEBUG, INFO, WARN, ERROR: A");
  }

  @Test
  void valueAndFileAtOnceAreAFaultAndSoIsAFileThatIsNotThere() {
    var environment =
        new Environment(
            Map.of("A", "1", "A_FILE", "/b", "C_FILE", "/no/such", "LOG_FORMAT", "xml"));

    environment.required("A", AS_IT_IS);
    environment.required("C", AS_IT_IS);

    assertThat(faultsOf(environment))
        .containsExactly(
            "A and A_FILE are both set",
            "C_FILE cannot be read: /no/such",
            "LOG_FORMAT: not one of text, json: xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "P1Y", "60", "PT"})
  void durationIsAboveZeroAndInIso8601(String text) {
    var environment = new Environment(Map.of("TTL", text));

    environment.duration("TTL", Duration.ofDays(9));

    assertThat(faultsOf(environment))
        .containsExactly(
            "TTL: not an ISO-8601 duration above zero and up to a year, such as PT1H: " + text);
  }

  @Test
  void integerMayBeEitherOfItsLimits() {
    var environment = new Environment(Map.of("LEAST", "3", "MOST", "5"));

    assertThat(environment.integer("LEAST", 4, 3, 5).get()).isEqualTo(3);
    assertThat(environment.integer("MOST", 4, 3, 5).get()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "6", "4.0", "4e0", "four", "99999999999999999999"})
  void integerIsWholeAndWithinItsLimits(String text) {
    var environment = new Environment(Map.of("N", text));

    environment.integer("N", 4, 3, 5);

    assertThat(faultsOf(environment)).containsExactly("N: not a whole number from 3 to 5: " + text);
  }

  @Test
  void secretMayComeFromAFile() throws IOException {
    var environment = new Environment(Map.of("SECRET_FILE", file("s3cret\n").toString()));

    var secret = environment.required("SECRET", AS_IT_IS);
    environment.check();

    assertThat(secret.get()).isEqualTo("s3cret");
  }

  @Test
  void emptyFileIsAsGoodAsNotSet() throws IOException {
    var environment = new Environment(Map.of("SECRET_FILE", file(" \n").toString()));

    environment.required("SECRET", AS_IT_IS);

    assertThat(faultsOf(environment)).containsExactly("SECRET is not set");
  }

  @Test
  void fileThatIsNotTextIsToldOnce() throws IOException {
    var path = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    var environment = new Environment(Map.of("SECRET_FILE", path.toString(), "OTHER_FILE", "\0"));

    environment.required("SECRET", AS_IT_IS);
    environment.optional("OTHER", AS_IT_IS, "none");

    assertThat(faultsOf(environment))
        .containsExactly("SECRET_FILE cannot be read: " + path, "OTHER_FILE cannot be read: \0");
  }

  @Test
  void secretsAreInNoFault() throws IOException {
    var environment =
        new Environment(
            Map.of(
                "DATABASE_URL", "postgresql://bob:hunter2@",
                "OTHER_URL", "postgresql://bob:100%hunter2@host/db",
                "FILE_URL_FILE", file("postgresql://bob:hunter2@:/").toString()));

    environment.required("DATABASE_URL", DatabaseConfig::parse);
    environment.required("OTHER_URL", DatabaseConfig::parse);
    environment.required("FILE_URL", DatabaseConfig::parse);

    assertThat(faultsOf(environment)).hasSize(3).noneMatch(fault -> fault.contains("hunter2"));
  }

  @Test
  void valueOfWhatIsAtFaultIsNotGiven() {
    var environment = new Environment(Map.of("PORT", "none"));
    var port = environment.integer("PORT", 17, 0, 65_535);

    assertThatIllegalStateException()
        .isThrownBy(port::get)
        .withMessage("PORT was asked for though the settings are at fault");
  }

  @Test
  void logSettingsThatLogbackKnowsAreAccepted() {
    new Environment(Map.of("LOG_FORMAT", "json", "LOG_LEVEL", "DEBUG")).check();
    new Environment(Map.of()).check();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("secret"), text);
  }

  private static List<String> faultsOf(Environment environment) {
    var thrown =
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(environment::check)
            .actual();
    assertThat(thrown).hasMessage(String.join("; ", thrown.faults()));
    return thrown.faults();
  }
}
