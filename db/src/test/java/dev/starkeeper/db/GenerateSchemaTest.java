package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXParseException;

final class GenerateSchemaTest {
  @TempDir Path directory;

  @BeforeEach
  void sources() throws IOException {
    Files.writeString(
        directory.resolve("jooq.xml"),
        """
        <configuration xmlns="http://www.jooq.org/xsd/jooq-codegen-3.20.0.xsd">
          <logging>WARN</logging>
          <generator>
            <database>
              <name>org.jooq.meta.postgres.PostgresDatabase</name>
              <inputSchema>public</inputSchema>
              <includes>customer</includes>
            </database>
            <target><packageName>generated</packageName></target>
          </generator>
        </configuration>
        """);
    Files.createDirectory(directory.resolve("migrations"));
    Files.writeString(directory.resolve("migrations/V001__a.sql"), "select 1;");
  }

  @Test
  void generatesOnlyWhenSomethingChanged() throws Exception {
    Files.createDirectory(directory.resolve("target"));
    Files.writeString(directory.resolve("target/made-from.sha256"), "something else");

    generate();

    var made = directory.resolve("target/generated/tables/Customer.java");
    assertThat(made).content().contains("DSL.name(\"customer_id\"), SQLDataType.BIGINT");

    Files.delete(made);
    generate();

    assertThat(made).doesNotExist();
  }

  @Test
  void fingerprintFollowsEverySource() throws Exception {
    var before = fingerprint();

    Files.move(
        directory.resolve("migrations/V001__a.sql"), directory.resolve("migrations/V002__a.sql"));
    var renamed = fingerprint();
    Files.writeString(directory.resolve("migrations/V003__b.sql"), "");
    var added = fingerprint();
    Files.writeString(directory.resolve("jooq.xml"), "<configuration/>");
    var configured = fingerprint();

    assertThat(List.of(before, renamed, added, configured)).doesNotHaveDuplicates();
    assertThat(fingerprint()).isEqualTo(configured);
  }

  @Test
  void faultyConfigurationIsNotTakenForDone() throws IOException {
    Files.writeString(directory.resolve("jooq.xml"), "<configuration>");

    assertThatThrownBy(this::generate).hasRootCauseInstanceOf(SAXParseException.class);

    assertThat(directory.resolve("target/made-from.sha256")).doesNotExist();
  }

  private String fingerprint() throws Exception {
    return GenerateSchema.fingerprint(
        directory.resolve("jooq.xml"), directory.resolve("migrations"));
  }

  private void generate() throws Exception {
    GenerateSchema.main(
        new String[] {
          directory.resolve("jooq.xml").toString(),
          directory.resolve("migrations").toString(),
          directory.resolve("target").toString()
        });
  }
}
