package dev.starkeeper.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.doctor.Finding.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DoctorTest {
  private final Patient patient = Patient.with(TestDatabase.copy());

  @AfterEach
  void close() {
    patient.close();
  }

  @Test
  void everythingIsWellWhereAWorkerRuns() throws Exception {
    patient.readHistory();
    try (var _ = patient.worker()) {
      var report = patient.examine();

      assertThat(report.findings()).extracting(Finding::level).containsOnly(Level.OK);
      assertThat(Main.status(report)).isZero();
      assertThat(Patient.found(report, "polling")).contains("from 127.0.0.1").contains("0 updates");
      assertThat(report.toText())
          .contains("ok       configuration               bot-worker would start with it")
          .contains("ok       bot 7000001 webhook         none is set");
    }
  }

  @Test
  void nothingIsWrittenAndNoPollerDisturbed() throws Exception {
    patient.readHistory();
    patient.control("DELETE", "state", "");
    patient.alterDatabase("set default_transaction_read_only = on");

    var report = patient.examine();

    assertThat(Patient.inTrouble(report)).containsExactly("database", "workers", "polling");
    assertThat(Patient.found(report, "database")).contains("takes no writes");
    assertThat(patient.calledMethods()).containsExactlyInAnyOrder("getMe", "getWebhookInfo");
  }

  @Test
  void everyFaultOfTheSettingsIsToldAndNoSecret() throws Exception {
    patient.settings.put("BOT_TOKEN", "7000001:" + Patient.SECRET + " and more");
    patient.settings.put("RECONCILE_EVERY", "often");
    patient.settings.put("WORKER_PORT", "99999");
    patient.settings.remove("DATABASE_URL");

    var report = patient.examine();

    assertThat(Main.status(report)).isEqualTo(2);
    assertThat(report.findings())
        .extracting(Finding::words)
        .satisfiesExactlyInAnyOrder(
            words -> assertThat(words).startsWith("BOT_TOKEN: not of the form"),
            words -> assertThat(words).startsWith("DATABASE_URL is not set (bot-worker)"),
            words -> assertThat(words).startsWith("RECONCILE_EVERY: not an ISO-8601 duration"),
            words -> assertThat(words).startsWith("WORKER_PORT: not a whole number"));
    assertThat(report.toText() + report.toJson()).doesNotContain(Patient.SECRET);
  }

  @Test
  void faultThatHidesNothingLeavesTheRestToBeLookedAt() throws Exception {
    patient.settings.put("WORKER_PORT", "99999");

    var report = patient.examine();

    assertThat(Main.status(report)).isEqualTo(2);
    assertThat(Patient.found(report, "database")).startsWith("OK");
    assertThat(Patient.found(report, "token")).startsWith("OK");
  }

  @Test
  void clockThatIsWrongIsSeenByBothOthers() throws Exception {
    var report = patient.examine(() -> InstantSource.system().instant().plusSeconds(90));

    assertThat(Patient.found(report, "telegram clock"))
        .matches("TROUBLE this machine's is (89|90|91) s ahead of Telegram's clock");
    assertThat(Patient.found(report, "database clock"))
        .matches("TROUBLE this machine's is (89|90) s ahead of the database's clock");
  }

  @Test
  void whatWaitsForAPersonIsTold() throws Exception {
    patient.sql(
        """
        insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, status, reason,
          renewal, recorded_from, paid_at, recorded_at)
        values (7000001, 'charge-1', 42, 5, 'x', 'UNMATCHED', 'UNKNOWN_INVOICE', false, 'UPDATE', now(), now()),
               (7000001, 'charge-2', 42, 5, 'x', 'REFUND_FAILED', 'why', false, 'UPDATE', now(), now()),
               (7000002, 'charge-3', 42, 5, 'x', 'UNMATCHED', 'UNKNOWN_INVOICE', false, 'UPDATE', now(), now());
        insert into rejected_update values (7000001, 5, sha256('x'), 'unreadable', '{}', now());
        insert into webhook_endpoint (bot_id, id, url, secret, state, last_event_id, created_at)
        values (7000001, gen_random_uuid(), 'https://shop.example', 'whsec_x', 'ACTIVE', 0, now());
        insert into webhook_delivery (bot_id, endpoint_id, event_id, state, attempts, ended_at)
        select bot_id, id, 1, 'DEAD', 9, now() from webhook_endpoint;
        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version,
          consecutive_failures)
        values ('receipt', '7000001:charge-1', now() - interval '5 minutes', false, 1, 0),
               ('refund', '7000001:charge-2', now() + interval '5 minutes', false, 1, 7)
        """);

    var report = patient.examine();

    assertThat(Patient.found(report, "payments")).startsWith("WARNING 1 unmatched");
    assertThat(Patient.found(report, "refunds")).isEqualTo("TROUBLE 1 refused by Telegram");
    assertThat(Patient.found(report, "webhooks"))
        .isEqualTo("WARNING 1 deliveries given up, 0 endpoints disabled");
    assertThat(Patient.found(report, "rejected")).startsWith("WARNING 1 updates");
    assertThat(Patient.found(report, "tasks"))
        .contains("receipt: 1 overdue since ")
        .endsWith("refund: 1 fail again and again");
    assertThat(Patient.found(report, "books")).startsWith("WARNING Telegram's history was never");
  }

  @Test
  void historyThatIsNotReadAnyMoreIsTrouble() throws Exception {
    patient.readHistory();
    patient.sql("update history_cursor set read_at = now() - interval '21 minutes'");
    assertThat(patient.found("books")).startsWith("TROUBLE").contains("RECONCILE_EVERY=PT5M");

    patient.settings.put("RECONCILE_EVERY", "PT1H");
    assertThat(patient.found("books")).startsWith("OK");
  }

  @Test
  void differenceInTheBooksIsTrouble() throws Exception {
    patient.readHistory();
    patient.sql("update history_cursor set balance = balance + 3");

    assertThat(patient.found("books")).startsWith("TROUBLE").contains("differs by 3 Stars");
  }

  @Test
  void machinesReadTheSame() throws Exception {
    var report = patient.examine();

    var json = JsonParser.parseString(report.toJson()).getAsJsonObject();

    assertThat(json.get("status").getAsString()).isEqualTo("trouble");
    var words = new ArrayList<String>();
    for (var check : json.getAsJsonArray("checks")) {
      words.add(check.getAsJsonObject().get("finding").getAsString());
    }
    assertThat(words)
        .containsExactlyElementsOf(report.findings().stream().map(Finding::words).toList());
    assertThat(report.findings())
        .allMatch(finding -> finding.level() == Level.OK ^ !finding.advice().isEmpty());
  }
}
