package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.Stars;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PhrasesTest {
  private static final int LONGEST = 200; // what fits the payment sheet of a small phone

  private final Phrases phrases = new Phrases();

  @ParameterizedTest
  @ValueSource(strings = {"en", "ru"})
  void everyReasonHasASentenceOfItsOwn(String language) {
    var sentences =
        Arrays.stream(DeclineReason.values()).map(phrases.in(language)::declined).toList();

    assertThat(sentences)
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank().hasSizeLessThan(LONGEST));
  }

  @Test
  void russianIsNotEnglish() {
    for (var reason : DeclineReason.values()) {
      assertThat(phrases.in("ru").declined(reason)).isNotEqualTo(phrases.in("en").declined(reason));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "", "x", "zh-hans", "-", "💥"})
  void languagesWithoutWordsAreSpokenToInEnglish(String language) {
    assertThat(phrases.in(language).declined(DeclineReason.EXPIRED)).startsWith("This invoice");
  }

  @Test
  void receiptNamesWhatWasBoughtAndItsPrice() {
    var one = new Receipt(Shop.aBuyer(), "Premium {0} 'for ever'", 1, new Stars(1500));
    var three = new Receipt(Shop.aBuyer(), "100 coins", 3, new Stars(30));

    assertThat(phrases.in("en").receipt(one))
        .isEqualTo(
            "Premium {0} 'for ever' — paid 1,500 ⭐\nThank you! Your purchase has been delivered.");
    assertThat(phrases.in("ru").receipt(three))
        .isEqualTo("100 coins × 3 — оплачено 30 ⭐\nСпасибо! Покупка доставлена.");
  }
}
