package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TelegramHistoryTest {
  @Test
  void oneSpoiltLineDoesNotSpoilTheOthers() {
    var lines =
        "{\"transactions\":[{\"id\":\"a\",\"amount\":1,\"date\":1,\"source\":{\"type\":\"other\"}},"
            + "{\"id\":{},\"amount\":[]},"
            + "{\"id\":\"c\",\"amount\":3,\"date\":1,\"source\":{\"type\":\"other\"}}]}";
    try (var api = ScriptedBotApi.answering(lines);
        var telegram = EveryMethod.telegram(api.url())) {
      assertThat(telegram.getStarTransactions(299, 100))
          .extracting(StarTransaction::id)
          .containsExactly("a", "", "c");
      assertThat(api.calls().getFirst().path()).endsWith("/getStarTransactions");
      assertThat(api.calls().getFirst().parameters())
          .isEqualTo(Map.of("offset", "299", "limit", "100"));
    }
  }

  @Test
  void balanceMayBeNegativeAndHoldAFraction() {
    try (var api = ScriptedBotApi.answering("{\"amount\":-7,\"nanostar_amount\":-500000000}");
        var telegram = EveryMethod.telegram(api.url())) {
      assertThat(telegram.getMyStarBalance()).isEqualTo(new StarAmount(-7, -500_000_000));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"transactions\":{}}", "{\"amount\":\"7\"}", "{\"amount\":1.5}", "[]"})
  void answerOfAnotherShapeIsNotUsable(String result) {
    try (var api = ScriptedBotApi.answering(result);
        var telegram = EveryMethod.telegram(api.url())) {
      assertThatThrownBy(() -> telegram.getStarTransactions(0, 100))
          .isInstanceOf(TelegramException.Unreachable.class);
      assertThatThrownBy(telegram::getMyStarBalance)
          .isInstanceOf(TelegramException.Unreachable.class);
    }
  }
}
