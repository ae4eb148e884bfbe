package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  @TempDir private Path parent;

  @Test
  void belongsToItsOwnerAlone() throws IOException {
    try (var data = DataDirectory.lock(parent.resolve("data"))) {
      var permissions = Files.getPosixFilePermissions(data.postgres().getParent());

      assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rwx------");
    }
  }

  @Test
  void whatIsNoDirectoryIsAFaultOfTheSettings() throws IOException {
    var file = Files.writeString(parent.resolve("data"), "");

    assertThatThrownBy(() -> DataDirectory.lock(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + " cannot be used");
  }

  @Test
  void aRunningChildOfAKilledRunIsWaitedFor() throws IOException {
    var path = parent.resolve("data");
    var child = sleeper();
    String note;
    try (var data = DataDirectory.lock(path)) {
      data.remember(child);
      note = Files.readString(path.resolve("sleeper.pid"));
    }
    assertThat(path.resolve("sleeper.pid")).doesNotExist();

    try (var data = DataDirectory.lock(path)) {
      Files.writeString(path.resolve("sleeper.pid"), note); // as a killed run leaves it
      assertThat(data.hasLeftBehind("sleeper")).isTrue();
      child.askToStop();
      data.awaitEndOf("sleeper");
      assertThat(child.exitStatus()).isPresent();
      assertThat(data.hasLeftBehind("sleeper")).isFalse();
    }
  }

  @Test
  void aStrangerWithTheSamePidIsLeftAlone() throws IOException {
    var path = parent.resolve("data");
    var stranger = sleeper();
    try (var data = DataDirectory.lock(path)) {
      var pid = stranger.handle().pid();
      Files.writeString(path.resolve("sleeper.pid"), pid + " 2020-01-01T00:00:00Z");

      data.awaitEndOf("sleeper");

      assertThat(stranger.exitStatus()).isEmpty();
    } finally {
      stranger.askToStop();
    }
  }

  @Test
  void aHalfWrittenNoteIsNoNote() throws IOException {
    var path = parent.resolve("data");
    try (var data = DataDirectory.lock(path)) {
      for (var note : List.of("", "123", "123 ", "abc 2020-01-01T00:00:00Z")) {
        Files.writeString(path.resolve("sleeper.pid"), note);

        assertThat(data.hasLeftBehind("sleeper")).isFalse();
      }
    }
  }

  private static Child sleeper() {
    return Child.start("sleeper", List.of("/bin/sleep", "60"), Map.of(), _ -> {});
  }
}
