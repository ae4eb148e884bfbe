package dev.starkeeper.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.doctor.Finding.Level;
import dev.starkeeper.store.ServerStore;
import dev.starkeeper.store.ServerStore.Server;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class DoctorOfDatabaseTest {
  @Test
  void databaseThatIsAwayHidesOnlyItself() throws Exception {
    try (var patient = Patient.with(TestDatabase.copy())) {
      patient.settings.put("DATABASE_URL", "postgresql://nobody:secret-word@127.0.0.1:1/none");

      var report = patient.examine();

      assertThat(Patient.found(report, "database")).startsWith("TROUBLE").contains("refused");
      assertThat(Patient.found(report, "token")).startsWith("OK of @");
      assertThat(Main.status(report)).isEqualTo(1);
      assertThat(report.toText()).doesNotContain("secret-word");
    }
  }

  @Test
  void schemaIsTooOldOrOfANewerRelease() throws Exception {
    try (var patient = Patient.with(TestDatabase.empty())) {
      var report = patient.examine();
      assertThat(Patient.found(report, "schema")).startsWith("TROUBLE at version 0");
      assertThat(Patient.inTrouble(report)).containsExactly("schema");

      patient.settings.put("MIGRATE_ON_START", "true");
      assertThat(patient.found("schema")).startsWith("WARNING at version 0");
    }
    try (var patient = Patient.with(TestDatabase.copy())) {
      patient.sql(
          """
          insert into flyway_schema_history
          select 999, '999', 'later', type, 'V999__later.sql', 0, installed_by, now(), 1, true
          from flyway_schema_history limit 1
          """);
      assertThat(patient.found("schema")).startsWith("OK at version 999");
    }
  }

  @Test
  void serverThatMayLoseWhatItConfirmedIsToldOf() throws Exception {
    try (var patient = Patient.with(TestDatabase.copy())) {
      var report = Main.examine(patient.settings, InstantSource.system());
      assertThat(Patient.found(report, "durability")).startsWith("TROUBLE fsync");

      patient.alterDatabase("set synchronous_commit = off");
      var server = patient.database.database().inTransaction(ServerStore::find);
      assertThat(server.keepsOrder()).isFalse();
      assertThat(server.keepsCommits()).isFalse();
      assertThat(CheckDatabase.durability(new Server("18", 18, false, true, false)).level())
          .isEqualTo(Level.WARNING);
      assertThat(CheckDatabase.durability(new Server("18", 18, false, true, true)).level())
          .isEqualTo(Level.OK);
    }
  }

  @Test
  void serverThatIsTooOldIsToldOf() {
    var finding = CheckDatabase.version(new Server("13.22", 13, false, true, true));

    assertThat(finding.level()).isEqualTo(Level.TROUBLE);
    assertThat(finding.advice()).contains("14");
  }

  @Test
  void tooFewConnectionsAreToldOf() throws Exception {
    try (var patient = Patient.with(TestDatabase.copy())) {
      patient.alterDatabase("connection limit 15");

      assertThat(patient.found("connections")).startsWith("WARNING").contains("take up to 23");
    }
  }

  @Test
  void roleThatMayNotReadIsToldSo() throws Exception {
    try (var patient = Patient.with(TestDatabase.copy())) {
      patient.sql(
          """
          do $$ begin
            create role doctor_without_rights login;
          exception when duplicate_object then null;
          end $$;
          grant select on flyway_schema_history, scheduled_tasks, webhook_task
            to doctor_without_rights
          """);
      patient.settings.put(
          "DATABASE_URL", patient.database.config().jdbcUrl() + "?user=doctor_without_rights");

      var report = patient.examine();

      assertThat(Patient.found(report, "tasks")).startsWith("OK");
      assertThat(Patient.found(report, "books"))
          .startsWith("TROUBLE cannot be looked at: ERROR: permission denied for table");
    }
  }
}
