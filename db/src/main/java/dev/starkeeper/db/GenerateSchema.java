package dev.starkeeper.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Jdbc;

/**
 * Writes jOOQ's classes for the schema that the migrations make, at build time: starts a server,
 * migrates it, reads it. Does nothing when neither the migrations nor {@code jooq.xml} changed.
 * Arguments: the configuration's file, the migrations' directory, the directory to write to.
 */
final class GenerateSchema {
  private static final String FINGERPRINT = "made-from.sha256";

  private GenerateSchema() {}

  static void main(String[] arguments) throws Exception {
    var configuration = Path.of(arguments[0]);
    var migrations = Path.of(arguments[1]);
    var target = Path.of(arguments[2]);
    var fingerprint = fingerprint(configuration, migrations);
    var known = target.resolve(FINGERPRINT);
    if (Files.exists(known) && Files.readString(known).equals(fingerprint)) return;

    try (var server = EmbeddedDatabase.throwAway()) {
      var database = DatabaseConfig.parse(server.url());
      Migrations.migrate(database);
      generate(configuration, target, database);
    }
    Files.writeString(known, fingerprint);
  }

  private static void generate(Path file, Path target, DatabaseConfig database) throws Exception {
    try (var in = Files.newInputStream(file)) {
      var configuration =
          GenerationTool.load(in)
              .withJdbc(new Jdbc().withUrl(database.jdbcUrl()).withUser(database.user()));
      configuration.getGenerator().getTarget().withDirectory(target.toString());
      GenerationTool.generate(configuration);
    }
  }

  /** Of all that the classes are made from: jOOQ's version, its configuration, the migrations. */
  static String fingerprint(Path configuration, Path migrations)
      throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
    digest.update(Files.readAllBytes(configuration));
    for (var migration : sorted(migrations)) {
      digest.update(migration.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(migration));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
