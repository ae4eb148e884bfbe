package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case is a process of its own, as its exit status is what is tested. */
final class ExitTest {
  /** What the processes do: one case each, named by the first argument. */
  static final class Program {
    static void main(String[] arguments) {
      Exit.with(askedToStop -> run(arguments[0], askedToStop));
    }

    private static void run(String what, CountDownLatch askedToStop) throws Exception {
      System.out.println("ready");
      switch (what) {
        case "waits" -> {
          askedToStop.await();
          System.out.println("everything is closed");
        }
        case "never stops" -> new CountDownLatch(1).await();
        case "throws when asked to stop" -> {
          askedToStop.await();
          throw new IllegalStateException("closing went wrong");
        }
        case "bad settings" ->
            throw new ConfigurationException(List.of("PORT is odd", "BOT_TOKEN is not set"));
        case "no database" -> throw DatabaseException.of(new SQLException("gone", "08006"));
        case "an exception" -> throw new IllegalStateException("something else");
        case "an error" -> throw new AssertionError("something worse");
        default -> {} // done by itself
      }
    }
  }

  @Test
  void stopsWith0WhenAskedToAndWaitsForTheWork() throws Exception {
    try (var child = program("waits")) {
      assertThat(child.line()).isEqualTo("ready");

      child.askToStop();

      assertThat(child.remainingLines()).containsExactly("everything is closed");
      assertThat(child.status()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  @Test
  void workThatDoesNotStopIsLeftBehindWith1() throws Exception {
    try (var child = program("never stops")) {
      assertThat(child.line()).isEqualTo("ready");

      child.askToStop();

      assertThat(child.status()).isEqualTo(1);
    }
  }

  @Test
  void faultsOfSettingsHaveALineEachAndNothingElse() throws Exception {
    try (var child = program("bad settings")) {
      assertThat(child.status()).isEqualTo(2);
      assertThat(child.errors()).containsExactly("PORT is odd", "BOT_TOKEN is not set");
      assertThat(child.remainingLines()).containsExactly("ready");
    }
  }

  @Test
  void databaseThatIsAwayIsOneLine() throws Exception {
    try (var child = program("no database")) {
      assertThat(child.status()).isEqualTo(1);
      assertThat(child.remainingLines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("ready"),
              line -> assertThat(line).endsWith("Exit: the database is not available: gone"));
      assertThat(child.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"an exception,something else", "an error,something worse"})
  void anythingElseIs1AndToldWithItsTrace(String what, String words) throws Exception {
    try (var child = program(what)) {
      assertThat(child.status()).isEqualTo(1);
      assertThat(child.remainingLines())
          .anyMatch(line -> line.endsWith(words))
          .anyMatch(line -> line.contains("at dev.starkeeper.db.ExitTest$Program.run"));
    }
  }

  @Test
  void workThatIsDoneEndsWith0() throws Exception {
    try (var child = program("is done")) {
      assertThat(child.status()).isZero();
    }
  }

  @Test
  void stopThatGoesWrongIsToldAndStillAStop() throws Exception {
    try (var child = program("throws when asked to stop")) {
      assertThat(child.line()).isEqualTo("ready");

      child.askToStop();

      assertThat(child.remainingLines()).anyMatch(line -> line.endsWith("closing went wrong"));
      assertThat(child.status()).isZero();
    }
  }

  private static ChildJvm program(String what) throws Exception {
    return ChildJvm.start(Program.class, Map.of(), what);
  }
}
