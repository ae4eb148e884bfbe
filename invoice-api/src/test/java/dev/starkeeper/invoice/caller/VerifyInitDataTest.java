package dev.starkeeper.invoice.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.invoice.SignedInitData;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotToken;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifyInitDataTest {
  private static final Duration DAY = Duration.ofDays(1);

  /** Of init-data-golang's tests. */
  private static final String V1_TOKEN = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8";

  private static final String V1 =
      "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A"
          + "%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22"
          + "%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648"
          + "&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2";
  private static final Instant V1_DATE = Instant.ofEpochSecond(1_662_771_648);

  /** Of init-data-node's tests: only right if {@code signature} is part of the signed text. */
  private static final String V2_TOKEN = "7342037359:AAFZehRPBRs8Seg40oDjTMIW8uTGPuW1zfQ";

  private static final String V2 =
      "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22"
          + "%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C"
          + "%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22"
          + "%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320"
          + "%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D"
          + "&chat_instance=8134722200314281151&chat_type=private&auth_date=1733584787"
          + "&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4"
          + "maLSdv6MLIlADQ&hash=2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6";
  private static final Instant V2_DATE = Instant.ofEpochSecond(1_733_584_787);

  /** Of telegram-init-data's tests. */
  private static final String V5_TOKEN = "123456789:TEST_FAKE_BOT_TOKEN_EXAMPLE123456";

  private static final String V5 =
      "auth_date=1749945600&chat_type=group&query_id=AAHdF6IQAAAAAN0XohDhrOrc"
          + "&start_param=referral123&user=%7B%22id%22%3A123456789%2C%22first_name%22%3A%22John%22"
          + "%2C%22last_name%22%3A%22Doe%22%2C%22username%22%3A%22johndoe%22%2C%22language_code%22"
          + "%3A%22en%22%2C%22is_bot%22%3Afalse%2C%22is_premium%22%3Atrue%2C"
          + "%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%2F%2Fexample.com%2F"
          + "avatar%2F4843.jpg%22%7D"
          + "&hash=d88ca7df91a7a28bb3b34857ed9e0ec4d99dfa2bf81fd9321e21e3abf84a8ae3";
  private static final Instant V5_DATE = Instant.ofEpochSecond(1_749_945_600);

  private static final String TOKEN = "987654321:AAtest-token-that-is-no-secret-at-all";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String USER = "{\"id\":42,\"first_name\":\"Ann\",\"language_code\":\"de\"}";

  @Test
  void publishedVectorsAreGenuine() {
    assertThat(verify(V1_TOKEN, V1, V1_DATE)).isEqualTo(genuine(279_058_397, "ru"));
    assertThat(verify(V2_TOKEN, V2, V2_DATE)).isEqualTo(genuine(279_058_397, "ru"));
    assertThat(verify(V5_TOKEN, V5, V5_DATE)).isEqualTo(genuine(123_456_789, "en"));
  }

  @Test
  void vectorsAreForgedForAnotherBot() {
    assertForged(verify(V2_TOKEN, V1, V1_DATE));
    assertForged(verify(V5_TOKEN, V2, V2_DATE));
    assertForged(verify(V1_TOKEN, V5, V5_DATE));
  }

  @Test
  void anythingAppendedIsForged() {
    assertForged(verify(V1_TOKEN, V1 + "abc", V1_DATE));
    assertForged(verify(V1_TOKEN, V1 + "&start_param=x", V1_DATE));
    assertForged(verify(V1_TOKEN, V1 + "&", V1_DATE));
  }

  @Test
  void aFieldLeftOutIsForged() {
    assertForged(verify(V2_TOKEN, V2.replaceFirst("&signature=[^&]*", ""), V2_DATE));
    assertForged(verify(V2_TOKEN, V2.replaceFirst("&chat_type=private", ""), V2_DATE));
    assertForged(verify(V2_TOKEN, V2.replaceFirst("&hash=.*", ""), V2_DATE));
  }

  @Test
  void anotherUserIsForged() {
    assertForged(verify(V1_TOKEN, V1.replace("279058397", "279058398"), V1_DATE));
  }

  @Test
  void aLaterDateIsForged() {
    assertForged(verify(V1_TOKEN, V1.replace("1662771648", "1662771649"), V1_DATE));
  }

  @Test
  void aHashOfAnotherShapeIsForged() {
    assertForged(verify(V1_TOKEN, V1.substring(0, V1.length() - 1), V1_DATE));
    assertForged(verify(V1_TOKEN, V1.substring(0, V1.length() - 64), V1_DATE));
    assertForged(verify(V1_TOKEN, V1.replaceFirst("hash=.*", "hash=" + "0".repeat(64)), V1_DATE));
  }

  @Test
  void theSequenceOfTheFieldsDoesNotMatter() {
    var reversed = String.join("&", List.of(V5.split("&", -1)).reversed());

    assertThat(verify(V5_TOKEN, reversed, V5_DATE)).isEqualTo(genuine(123_456_789, "en"));
  }

  @Test
  void fieldsAreDecodedExactlyOnce() {
    var fields = fields("start_param", "50%25 + %2B");

    assertThat(verify(TOKEN, SignedInitData.of(TOKEN, fields), NOON)).isEqualTo(genuine(42, "de"));
    var twice = SignedInitData.of(TOKEN, fields).replace("%25", "%2525");
    assertForged(verify(TOKEN, twice, NOON));
  }

  @Test
  void aFieldThatIsThereTwiceIsRefused() {
    assertForged(verify(V1_TOKEN, V1 + "&user=%7B%22id%22%3A1%7D", V1_DATE));
    assertForged(verify(V1_TOKEN, "user=%7B%22id%22%3A1%7D&" + V1, V1_DATE));
    assertForged(verify(V1_TOKEN, V1 + "&auth_date=1662771648", V1_DATE));
  }

  @Test
  void aSignedLineBreakCannotPassForAnotherField() {
    var signed = SignedInitData.of(TOKEN, fields("start_param", "x\nuser={\"id\":1}"));
    // The same signed text, cut into other fields.
    var recut =
        signed
            .replaceFirst("&user=[^&]*", "")
            .replace("x%0Auser%3D%7B%22id%22%3A1%7D", "x&user=%7B%22id%22%3A1%7D");

    assertForged(verify(TOKEN, signed, NOON));
    assertForged(verify(TOKEN, recut, NOON));
  }

  @Test
  void itIsGoodUntilExactlyItsAge() {
    assertThat(verify(V5_TOKEN, V5, V5_DATE.plus(DAY))).isEqualTo(genuine(123_456_789, "en"));
    assertThat(verify(V5_TOKEN, V5, V5_DATE.plus(DAY).plusSeconds(1)))
        .isEqualTo(new InitDataVerdict.Expired(V5_DATE));
  }

  @Test
  void aForgedOneIsNeverCalledExpired() {
    assertForged(verify(V1_TOKEN, V1 + "0", V1_DATE.plus(DAY).plus(DAY)));
  }

  @Test
  void clocksMayDifferByAMinute() {
    assertThat(verify(V5_TOKEN, V5, V5_DATE.minusSeconds(60)))
        .isEqualTo(genuine(123_456_789, "en"));
    assertForged(verify(V5_TOKEN, V5, V5_DATE.minusSeconds(61)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1e9", "-1", "+1772366400", "1772366400.0", "99999999999999999999"})
  void aDateThatIsNoWholeNumberIsRefused(String date) {
    assertForged(verify(TOKEN, SignedInitData.of(TOKEN, fields("auth_date", date)), NOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"id\":0}",
        "{\"id\":-5}",
        "{\"id\":\"42\"}",
        "{\"id\":42.5}",
        "{\"id\":1e3}",
        "{\"id\":4503599627370496}",
        "{\"id\":42,\"id\":43}",
        "{\"id\":42"
      })
  void aUserWithoutAValidIdIsRefused(String user) {
    assertForged(verify(TOKEN, SignedInitData.of(TOKEN, fields("user", user)), NOON));
  }

  @Test
  void aUserOf52BitsIsKnown() {
    var initData = SignedInitData.of(TOKEN, TelegramUserId.MOST, NOON);

    assertThat(verify(TOKEN, initData, NOON)).isEqualTo(genuine(TelegramUserId.MOST, "en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "=", "hash", "a=1&&b=2", "=x&hash=1", "user=%zz", "user=%2"})
  void whatIsNoQueryIsRefused(String initData) {
    assertForged(verify(TOKEN, initData, NOON));
  }

  @Test
  void overlongInitDataIsRefused() {
    var fits = SignedInitData.of(TOKEN, fields("start_param", "x".repeat(7_900)));
    var tooLong = SignedInitData.of(TOKEN, fields("start_param", "x".repeat(8_100)));

    assertThat(verify(TOKEN, fits, NOON)).isEqualTo(genuine(42, "de"));
    assertForged(verify(TOKEN, tooLong, NOON));
  }

  private static InitDataVerdict verify(String token, String initData, Instant now) {
    return new VerifyInitData(new BotToken(token), DAY).verify(initData, now);
  }

  private static InitDataVerdict genuine(long id, String language) {
    return new InitDataVerdict.Genuine(new TelegramUser(new TelegramUserId(id), language));
  }

  private static void assertForged(InitDataVerdict verdict) {
    assertThat(verdict).isInstanceOf(InitDataVerdict.Invalid.class);
  }

  /** What is right, but for one field. */
  private static Map<String, String> fields(String name, String value) {
    var fields = new HashMap<>(Map.of("auth_date", "1772366400", "user", USER));
    fields.put(name, value);
    return fields;
  }
}
