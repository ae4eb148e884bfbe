package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.SERVER_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Neither the log nor an answer ever holds what would let somebody else in. */
final class SecretsTest {
  private static final List<String> SECRETS =
      List.of(
          "AAtest-token",
          SERVER_KEY,
          "hash=",
          "auth_date=",
          "hidden-word",
          "whsec_",
          "in-the-query");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(lines);
  }

  @Test
  void nothingWeSayHoldsASecret() {
    var said = new ArrayList<Answer>();
    try (var api = RunningApi.start()) {
      api.sellCoins("coins", 50);
      said.addAll(faultsOfCallers(api));
      webhookWithASecret(api);
      said.addAll(faultsOfTelegram(api));
    }
    try (var api = RunningApi.startWithoutDatabase()) {
      said.add(api.send(api.asBuyer("/v1/me")));
    }

    assertThat(lines.list).isNotEmpty();
    for (var line : lines.list) {
      assertThat(written(line)).doesNotContain(SECRETS);
    }
    for (var answer : said) {
      assertThat(answer.text() + answer.headers()).doesNotContain(SECRETS);
    }
  }

  /** Its answer is the one place where a secret belongs. */
  private static void webhookWithASecret(RunningApi api) {
    var url = "https://shop.example/hook?key=in-the-query";
    var made = api.post("/v1/webhook-endpoints", "{\"url\":\"" + url + "\"}").isStatus(201);
    api.post("/v1/webhook-endpoints/" + made.get("id") + "/secret", "{}").isStatus(200);
  }

  private static List<Answer> faultsOfCallers(RunningApi api) {
    var initData = api.initData(RunningApi.BUYER);
    return List.of(
        api.mint("{\"sku\":\"coins\"}"),
        api.mint("{\"sku\":\"nothing\"}"),
        api.send(api.asNobody("/v1/me").header("Authorization", "tma " + initData + "0")),
        api.send(api.asNobody("/v1/me").header("Authorization", "tma x=%" + initData)),
        api.send(api.asNobody("/v1/me").header("Authorization", initData)),
        api.send(api.asNobody("/v1/me").header("Authorization", SERVER_KEY)),
        api.send(api.asNobody("/v1/me").header("Authorization", "Bearer " + SERVER_KEY + "x")),
        api.send(api.asServer("/" + SERVER_KEY)),
        api.send(api.asServer("/v1/products/%25" + SERVER_KEY)));
  }

  private static List<Answer> faultsOfTelegram(RunningApi api) {
    var order = "{\"sku\":\"coins\",\"quantity\":2}";
    api.telegram.next(
        ScriptedTelegram.cut(),
        ScriptedTelegram.refuse(401, "Unauthorized"),
        ScriptedTelegram.answer(200, "{\"ok\":true,\"result\":\"\"}"));
    var answers = List.of(api.mint(order), api.mint(order), api.mint(order));
    api.telegram.close();
    return Stream.concat(answers.stream(), Stream.of(api.mint(order))).toList();
  }

  @Test
  void ourOwnFaultIsToldToUsAndNotToTheCaller() {
    try (var api = RunningApi.start()) {
      api.sellCoins("coins", 50);
      api.database.database().inTransactionDo(tx -> tx.execute("drop table entitlement_grant"));

      var problem = api.send(api.asBuyer("/v1/me")).isProblem(500, "internal_error");

      assertThat(problem.get("detail")).isEqualTo("This should not have happened.");
      assertThat(lines.list)
          .filteredOn(line -> line.getThrowableProxy() != null)
          .singleElement()
          .satisfies(line -> assertThat(written(line)).contains("entitlement_grant"));
    }
  }

  private static String written(ILoggingEvent line) {
    var trace = line.getThrowableProxy();
    return line.getThreadName()
        + line.getFormattedMessage()
        + (trace == null ? "" : ThrowableProxyUtil.asString(trace));
  }
}
