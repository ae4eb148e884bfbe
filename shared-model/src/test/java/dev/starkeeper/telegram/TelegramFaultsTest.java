package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which the Bot API answers and is of no use, for every method. */
final class TelegramFaultsTest {
  static Stream<Arguments> unusableAnswers() {
    var html = "<html><head><title>502 Bad Gateway</title></head></html>";
    return Stream.of(
        arguments(502, html),
        arguments(504, html),
        arguments(200, html),
        arguments(302, html),
        arguments(200, ""),
        arguments(502, ""),
        arguments(200, "null"),
        arguments(200, "[]"),
        arguments(200, "7"),
        arguments(200, "{}"),
        arguments(200, "{\"ok\":"),
        arguments(200, "{\"ok\":\"maybe\",\"result\":true}"),
        arguments(200, "{\"ok\":false}"),
        arguments(500, refusal(500, "Internal Server Error: restart", "")),
        arguments(502, refusal(502, "Bad Gateway", "")),
        arguments(200, refusal(200, "neither", "")),
        arguments(429, refusal(429, "no number", ",\"parameters\":{\"retry_after\":\"x\"}")));
  }

  @ParameterizedTest
  @MethodSource("unusableAnswers")
  void withoutAUsableAnswerItMayOrMayNotHaveHappened(int status, String body) {
    try (var api = ScriptedBotApi.answering(status, body)) {
      for (var method : EveryMethod.ALL) {
        assertThat(EveryMethod.thrownBy(api.url(), method))
            .isInstanceOf(TelegramException.Unreachable.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ok\":true}",
        "{\"ok\":true,\"result\":null}",
        "{\"ok\":true,\"result\":7}",
        "{\"ok\":true,\"result\":\"x\"}",
        "{\"ok\":true,\"result\":{\"id\":\"7\",\"username\":\"x\"}}",
        "{\"ok\":true,\"result\":{\"id\":7}}",
        "{\"ok\":true,\"result\":{\"id\":7,\"username\":null}}",
        "{\"ok\":true,\"result\":{\"a\":{}}}",
      })
  void resultOfAnotherShapeIsNotUsable(String body) {
    try (var api = ScriptedBotApi.answering(200, body)) {
      var needed =
          List.<Consumer<PengradTelegram>>of(
              Telegram::getMe,
              telegram -> telegram.getUpdates(0, Duration.ZERO),
              EveryMethod::createLink);
      for (var method : needed) {
        assertThat(EveryMethod.thrownBy(api.url(), method))
            .isInstanceOf(TelegramException.Unreachable.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | Bad Request: CHARGE_ALREADY_REFUNDED
          401 | Unauthorized
          403 | Forbidden: bot was blocked by the user
          404 | Not Found
          409 | Conflict: terminated by other getUpdates request
          """)
  void refusalIsToldInTelegramsWords(int code, String words) {
    try (var api = ScriptedBotApi.answering(code, refusal(code, words, ""))) {
      for (var method : EveryMethod.ALL) {
        assertThat(EveryMethod.thrownBy(api.url(), method))
            .isInstanceOfSatisfying(
                TelegramException.Refused.class,
                refused -> {
                  assertThat(refused.code()).isEqualTo(code);
                  assertThat(refused.description()).isEqualTo(words);
                })
            .hasMessageEndingWith(": " + code + " " + words);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,"parameters":{"retry_after":7}  | PT7S
          ,"parameters":{"retry_after":0}  | PT1S
          ,"parameters":{"retry_after":-5} | PT1S
          ,"parameters":{}                 | PT1S
          ,"parameters":null               | PT1S
                                           | PT1S
          """)
  void slowingDownTakesAsLongAsTelegramSays(String parameters, Duration retryAfter) {
    var body = refusal(429, "Too Many Requests", parameters == null ? "" : parameters);

    try (var api = ScriptedBotApi.answering(429, body)) {
      for (var method : EveryMethod.ALL) {
        assertThat(EveryMethod.thrownBy(api.url(), method))
            .isInstanceOfSatisfying(
                TelegramException.TooManyRequests.class,
                slow -> assertThat(slow.retryAfter()).isEqualTo(retryAfter));
      }
    }
  }

  /** As proxies and local servers do, which know nothing of what is secret in a path. */
  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500, 502})
  void serverThatRepeatsTheTokenIsNotQuoted(int code) {
    var words = "no route for /bot" + EveryMethod.TOKEN.value() + "/getMe";

    try (var api = ScriptedBotApi.answering(code, refusal(code, words, ""))) {
      for (var method : EveryMethod.ALL) {
        assertThat(EveryMethod.thrownBy(api.url(), method))
            .hasMessageEndingWith("no route for /bot…/getMe");
      }
    }
  }

  private static String refusal(int code, String words, String parameters) {
    return "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"%s}"
        .formatted(code, words, parameters);
  }
}
