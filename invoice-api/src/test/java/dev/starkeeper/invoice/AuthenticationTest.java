package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static dev.starkeeper.invoice.RunningApi.SERVER_KEY;
import static dev.starkeeper.invoice.RunningApi.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthenticationTest {
  private static final String ANOTHER_TOKEN = "123456789:AAanother-token-of-another-bot-12345";

  private final RunningApi api = RunningApi.start();

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aMiniAppsUserIsHeWhomTelegramNames() {
    var me = api.send(api.asUser(BUYER, "/v1/me")).isStatus(200);

    assertThat(me.json().get("customerId").getAsLong()).isEqualTo(BUYER);
  }

  @Test
  void theSchemesCaseDoesNotMatter() {
    as("TMA " + api.initData(BUYER)).isStatus(200);
    as("tma   " + api.initData(BUYER)).isStatus(200);
    assertThat(authorized("/v1/products", "bearer " + SERVER_KEY).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tma", "Bearer", "Basic c2hvcDprZXk=", "nonsense", "tma:x", ""})
  void whatIsOfNeitherKindIsMissing(String authorization) {
    var problem = as(authorization).isProblem(401, "missing_credentials");

    assertThat(problem.header("www-authenticate")).isEqualTo("tma, Bearer");
  }

  @Test
  void noHeaderIsMissing() {
    api.send(api.asNobody("/v1/me")).isProblem(401, "missing_credentials");
  }

  @Test
  void initDataOfAnotherBotIsInvalid() {
    var foreign = SignedInitData.of(ANOTHER_TOKEN, BUYER, NOON);

    var problem = as("tma " + foreign).isProblem(401, "invalid_init_data");

    assertThat(problem.header("www-authenticate")).isEqualTo("tma, Bearer");
  }

  @Test
  void forgedInitDataIsInvalid() {
    var genuine = api.initData(BUYER);

    as("tma x").isProblem(401, "invalid_init_data");
    as("tma " + genuine + "0").isProblem(401, "invalid_init_data");
    as("tma " + genuine + "&user=%7B%22id%22%3A1%7D").isProblem(401, "invalid_init_data");
    as("tma " + genuine.replace("4200000001", "4200000002")).isProblem(401, "invalid_init_data");
  }

  @Test
  void oldInitDataIsExpired() {
    var day = Duration.ofHours(24);

    as("tma " + SignedInitData.of(TOKEN, BUYER, NOON.minus(day))).isStatus(200);
    as("tma " + SignedInitData.of(TOKEN, BUYER, NOON.minus(day).minusSeconds(1)))
        .isProblem(401, "expired_init_data");
  }

  @Test
  void initDataOfTheFutureIsInvalid() {
    as("tma " + SignedInitData.of(TOKEN, BUYER, NOON.plusSeconds(60))).isStatus(200);
    as("tma " + SignedInitData.of(TOKEN, BUYER, NOON.plusSeconds(61)))
        .isProblem(401, "invalid_init_data");
  }

  @Test
  void initDataWithoutAUserIsInvalid() {
    var nobody = SignedInitData.of(TOKEN, Map.of("auth_date", "" + NOON.getEpochSecond()));

    as("tma " + nobody).isProblem(401, "invalid_init_data");
  }

  @Test
  void aKeyThatNobodyHasIsInvalid() {
    as("Bearer " + SERVER_KEY + "x").isProblem(401, "invalid_api_key");
    as("Bearer shop:" + SERVER_KEY).isProblem(401, "invalid_api_key");
    as("Bearer " + api.initData(BUYER)).isProblem(401, "invalid_api_key");
  }

  @Test
  void withoutKeysServersAreRefused() {
    try (var keyless = RunningApi.start(Map.of("SERVER_API_KEYS", ""))) {
      keyless.send(keyless.asServer("/v1/products")).isProblem(401, "invalid_api_key");
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT, /v1/products/x", "DELETE, /v1/products/x", "GET, /v1/customers/1"})
  void aMiniAppMayNotDoWhatIsForServers(String method, String path) {
    api.send(RunningApi.json(api.asBuyer(path), method, "{}")).isProblem(403, "forbidden");
  }

  @Test
  void aServerIsNobodyInParticular() {
    api.send(api.asServer("/v1/me")).isProblem(403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/products",
    "GET, /v1/products/x",
    "PUT, /v1/products/x",
    "DELETE, /v1/products/x",
    "POST, /v1/invoices",
    "GET, /v1/invoices/x",
    "GET, /v1/me",
    "GET, /v1/customers/1"
  })
  void nobodyMayDoAnythingElse(String method, String path) {
    var request = RunningApi.json(api.asNobody(path), method, "not even JSON");

    api.send(request).isProblem(401, "missing_credentials");
  }

  @Test
  void healthIsForEverybody() {
    assertThat(api.send(api.asNobody("/healthz")).isStatus(200).get("status")).isEqualTo("alive");
    assertThat(api.send(api.asNobody("/readyz")).isStatus(200).get("status")).isEqualTo("ready");
  }

  private Answer as(String authorization) {
    return authorized("/v1/me", authorization);
  }

  private Answer authorized(String path, String authorization) {
    return api.send(api.asNobody(path).header("Authorization", authorization));
  }
}
