package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.sandbox.bot.InitData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Against init data that others published together with their bots' tokens. */
final class InitDataTest {
  @Test
  void signsAsTelegramDid() {
    // Telegram-Mini-Apps/init-data-golang, validate_test.go
    var fields =
        decoded(
            "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A"
                + "%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A"
                + "%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D"
                + "&auth_date=1662771648");

    assertThat(InitData.hash(fields, "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8"))
        .isEqualTo("c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2");
  }

  @Test
  void theOtherSignatureIsSignedToo() {
    // Telegram-Mini-Apps/tma.js, init-data-node
    var fields =
        decoded(
            "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C"
                + "%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C"
                + "%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm"
                + "%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic"
                + "%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D"
                + "&chat_instance=8134722200314281151&chat_type=private&auth_date=1733584787"
                + "&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4"
                + "maLSdv6MLIlADQ");

    assertThat(InitData.hash(fields, "7342037359:AAFZehRPBRs8Seg40oDjTMIW8uTGPuW1zfQ"))
        .isEqualTo("2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6");
  }

  @Test
  void whatIsSignedCanBeReadBack() {
    var account = Account.madeUp(RandomGenerator.getDefault());
    var initData = account.initData(Instant.parse("2026-11-23T12:00:00Z"));

    var fields = decoded(initData);
    var hash = fields.remove("hash");

    assertThat(fields)
        .containsEntry("auth_date", "1795435200")
        .containsEntry("user", account.user().toString());
    assertThat(InitData.hash(fields, account.botToken())).isEqualTo(hash);
    assertThat(initData).doesNotContain("+", " ", "'"); // it is pasted into a shell
  }

  @Test
  void accountsLookLikeTelegrams() {
    var account = Account.madeUp(RandomGenerator.getDefault());

    assertThat(account.botToken()).matches("7[0-9]{9}:AA[A-Za-z0-9]{33}");
    assertThat(account.serverKey()).matches("[A-Za-z0-9]{40}");
    assertThat(account.userId()).isPositive();
  }

  private static SortedMap<String, String> decoded(String query) {
    var fields = new TreeMap<String, String>();
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }
}
