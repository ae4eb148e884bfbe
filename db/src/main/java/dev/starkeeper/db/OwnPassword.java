package dev.starkeeper.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Keeps everybody else on this machine out of a kept server, which the library makes so that it
 * lets in whoever asks. The password lies beside the data, readable by its owner alone.
 */
final class OwnPassword {
  private static final String WHO_MAY_CONNECT =
      """
      # Written by starkeeper: the password is in the file beside this directory.
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private static final int BYTES = 24;

  private OwnPassword() {}

  /** The password of the server whose data is in {@code data}, made if the server is new. */
  static String of(Path data) {
    var file = data.resolveSibling(data.getFileName() + ".password");
    try {
      var known = Files.exists(file) ? Files.readString(file).strip() : "";
      if (!known.isEmpty()) return known;
      if (isRequired(data)) {
        throw new IllegalStateException("the password of this database is missing: " + file);
      }
      if (!Files.exists(file)) createForItsOwnerAlone(file);
      var password = random();
      Files.writeString(file, password);
      return password;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a password in " + file, e);
    }
  }

  /**
   * Makes a running server ask for it. Interrupted half-way, it is done again at the next start.
   */
  static void require(Path data, DatabaseConfig server) {
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement()) {
      if (isRequired(data)) return;
      statement.execute("alter user postgres password '" + server.password() + "'");
      Files.writeString(data.resolve("pg_hba.conf"), WHO_MAY_CONNECT);
      statement.execute("select pg_reload_conf()");
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("cannot set the password of the embedded PostgreSQL", e);
    }
  }

  private static boolean isRequired(Path data) throws IOException {
    var rules = data.resolve("pg_hba.conf");
    return Files.exists(rules) && Files.readString(rules).equals(WHO_MAY_CONNECT);
  }

  private static void createForItsOwnerAlone(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var owner = PosixFilePermissions.fromString("rw-------");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
  }

  private static String random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
