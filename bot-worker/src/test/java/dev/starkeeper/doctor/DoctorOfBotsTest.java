package dev.starkeeper.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DoctorOfBotsTest {
  private final Patient patient = Patient.with(TestDatabase.copy());

  @AfterEach
  void close() {
    patient.close();
  }

  @Test
  void botThatNobodyPollsIsInTrouble() throws Exception {
    patient.control(
        "POST", "message", "{\"user\":{\"id\":42,\"first_name\":\"A\"},\"text\":\"hi\"}");

    var report = patient.examine();

    assertThat(Patient.found(report, "polling"))
        .isEqualTo("TROUBLE no worker polls it, and 1 updates wait");
    assertThat(Patient.found(report, "workers")).startsWith("TROUBLE none runs");
  }

  @Test
  void tokenThatIsRevokedIsInTrouble() throws Exception {
    patient.control("POST", "revoke", "");

    var report = patient.examine();

    assertThat(Patient.found(report, "token"))
        .isEqualTo("TROUBLE Telegram does not accept it: 401 Unauthorized");
    assertThat(Main.status(report)).isEqualTo(1);
  }

  @Test
  void telegramThatIsAwayIsTold() throws Exception {
    patient.settings.put("TELEGRAM_API_URL", "http://127.0.0.1:1");

    assertThat(patient.found("token")).startsWith("TROUBLE Telegram cannot be asked: getMe: ");
  }

  @Test
  void webhookIsToldByItsHostAlone() throws Exception {
    patient.call("setWebhook", "url=https://old.example/" + Patient.TOKEN);

    var report = patient.examine();

    assertThat(Patient.found(report, "webhook")).isEqualTo("TROUBLE one is set, at old.example");
    assertThat(report.toText() + report.toJson()).doesNotContain(Patient.SECRET);
  }

  @Test
  void kindsOfUpdatesTellWhetherSomebodyElsePolls() throws Exception {
    patient.call("getUpdates", "allowed_updates=%5B%22message%22%5D");
    assertThat(patient.found("updates"))
        .isEqualTo("WARNING Telegram sends no callback_query, pre_checkout_query, subscription");

    try (var _ = patient.worker()) {
      assertThat(patient.found("updates"))
          .startsWith("TROUBLE Telegram sends no callback_query")
          .endsWith("somebody else polls with this token");
    }
  }

  @Test
  void eachOfSeveralBotsIsLookedAt() throws Exception {
    patient.settings.remove("BOT_TOKEN");
    patient.settings.put("BOT_TOKENS", Patient.TOKEN + ",7000002:" + Patient.SECRET);
    patient.call("setWebhook", "url=https://old.example/");

    var text = patient.examine().toText();

    assertThat(text)
        .contains("trouble  bot 7000001 webhook")
        .contains("ok       bot 7000002 webhook")
        .contains("bot 7000002 books");
  }
}
