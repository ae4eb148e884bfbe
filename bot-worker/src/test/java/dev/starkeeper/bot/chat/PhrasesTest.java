package dev.starkeeper.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.RefundNotice;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhrasesTest {
  private static final Pattern VALUE = Pattern.compile("\\{([0-9])");
  private static final int LONGEST = 200; // what fits the payment sheet of a small phone
  private static final TelegramUser ADA = new TelegramUser(new TelegramUserId(42), "en");

  private final Phrases phrases = new Phrases();
  @TempDir private Path directory;

  @ParameterizedTest
  @FieldSource("dev.starkeeper.bot.chat.PhraseFiles#LANGUAGES")
  void everyLanguageSaysAllOfItWithTheSameValues(String language) {
    assertThat(values(phrases.in(language))).isEqualTo(values(phrases.in("en")));
  }

  private static Map<String, Set<String>> values(Spoken spoken) {
    return spoken.patterns().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                one ->
                    VALUE
                        .matcher(one.getValue())
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.<String>toSet())));
  }

  @ParameterizedTest
  @FieldSource("dev.starkeeper.bot.chat.PhraseFiles#LANGUAGES")
  void everyPatternIsOneAndLeavesNothingUnsaid(String language) {
    var spoken = phrases.in(language);

    for (var key : spoken.patterns().keySet()) {
      assertThat(spoken.say(key, "one", 2, "three"))
          .as(key)
          .isNotBlank()
          .doesNotContain("{", "}", "'");
    }
  }

  @ParameterizedTest
  @FieldSource("dev.starkeeper.bot.chat.PhraseFiles#LANGUAGES")
  void everyLanguageHasWordsOfItsOwn(String language) {
    var english = phrases.in("en").patterns();
    var same = new TreeSet<String>();

    phrases
        .in(language)
        .patterns()
        .forEach((key, pattern) -> {
          if (pattern.equals(english.get(key))) same.add(key);
        });

    if (language.equals("en")) assertThat(same).hasSize(english.size());
    else assertThat(same).isSubsetOf("payment.FULFILLED", "purchases.credits", "command.start");
  }

  @ParameterizedTest
  @FieldSource("dev.starkeeper.bot.chat.PhraseFiles#LANGUAGES")
  void everyReasonHasASentenceOfItsOwn(String language) {
    var sentences =
        Arrays.stream(DeclineReason.values()).map(phrases.in(language)::declined).toList();

    assertThat(sentences)
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank().hasSizeLessThan(LONGEST));
  }

  @ParameterizedTest
  @FieldSource("dev.starkeeper.bot.chat.PhraseFiles#LANGUAGES")
  void everyRefundIsExplained(String language) {
    assertThat(RefundNotice.Reason.values())
        .extracting(
            reason -> phrases.in(language).refunded(new RefundNotice(ADA, reason, new Stars(7))))
        .doesNotHaveDuplicates()
        .allSatisfy(text -> assertThat(text).contains("7 ⭐"));
  }

  @ParameterizedTest
  @FieldSource("dev.starkeeper.bot.chat.PhraseFiles#LANGUAGES")
  void whatTelegramLimitsFits(String language) {
    var spoken = phrases.in(language);

    assertThat(spoken.say("support.placeholder")).hasSizeLessThanOrEqualTo(64);
    for (var command : List.of("start", "purchases", "paysupport", "terms")) {
      assertThat(spoken.say("command." + command)).hasSizeLessThanOrEqualTo(256);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "", "x", "zh-hans", "-", "💥"})
  void languagesWithoutWordsAreSpokenToInEnglish(String language) {
    assertThat(phrases.in(language).declined(DeclineReason.EXPIRED)).startsWith("This invoice");
  }

  @Test
  void regionDoesNotMatter() {
    assertThat(phrases.in("pt-br")).isSameAs(phrases.in("pt"));
    assertThat(phrases.in("de-AT")).isSameAs(phrases.in("de"));
  }

  @Test
  void receiptNamesWhatWasBoughtAndItsPrice() {
    var one = new Receipt(ADA, "Premium {0} 'for ever'", 1, new Stars(1500));
    var three = new Receipt(ADA, "100 coins", 3, new Stars(30));

    assertThat(phrases.in("en").receipt(one))
        .isEqualTo(
            "Premium {0} 'for ever' — paid 1,500 ⭐\nThank you! Your purchase has been delivered.");
    assertThat(phrases.in("ru").receipt(three))
        .isEqualTo("100 coins × 3 — оплачено 30 ⭐\nСпасибо! Покупка доставлена.");
    assertThat(phrases.in("de").returned(three)).startsWith("100 coins × 3 — 30 ⭐ erstattet\n");
  }

  @Test
  void dayIsWrittenAsThereUsual() {
    var christmas = Instant.parse("2026-12-24T23:59:59Z");

    assertThat(phrases.in("en").day(christmas)).isEqualTo("Dec 24, 2026");
    assertThat(phrases.in("de").day(christmas)).isEqualTo("24.12.2026");
  }

  @Test
  void merchantPutsHisWordsInThePlaceOfSome() throws IOException {
    write("phrases_de.properties", "start = Moin!\nreceipt = {0}: {2} Sterne, danke!\n");
    write("readme.txt", "not phrases");

    var theirs = overridden();

    assertThat(theirs.in("de").say("start")).isEqualTo("Moin!");
    assertThat(theirs.in("de").receipt(new Receipt(ADA, "Coins", 1, new Stars(7))))
        .isEqualTo("Coins: 7 Sterne, danke!");
    assertThat(theirs.in("de").say("unknown")).isEqualTo(phrases.in("de").say("unknown"));
    assertThat(theirs.in("en")).isEqualTo(phrases.in("en"));
  }

  @Test
  void everyFaultIsTold() throws IOException {
    write(
        "phrases_en.properties",
        """
        strat = Hello
        start = {0
        terms = {1}
        unknown =
        support.placeholder = %s
        """
            .formatted("x".repeat(65)));
    write("phrases_fr.properties", "start = Bonjour");
    write("phrase_ru.properties", "start = Привет");
    write("phrases_uk.properties", "start = \\u00");

    var faults = new ArrayList<String>();
    PhraseFiles.overriddenBy(directory, faults::add);

    assertThat(faults)
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).isEqualTo(in("en", "there is no phrase strat")),
            fault -> assertThat(fault).startsWith(in("en", "start is no pattern: ")),
            fault -> assertThat(fault).isEqualTo(in("en", "terms has no value {1}")),
            fault -> assertThat(fault).isEqualTo(in("en", "unknown is empty")),
            fault ->
                assertThat(fault)
                    .isEqualTo(in("en", "support.placeholder is longer than 64 characters")),
            fault -> assertThat(fault).startsWith("phrases_fr.properties is not "),
            fault -> assertThat(fault).startsWith("phrase_ru.properties is not "),
            fault -> assertThat(fault).startsWith("phrases_uk.properties cannot be read"));
  }

  private static String in(String language, String fault) {
    return "phrases_" + language + ".properties: " + fault;
  }

  @Test
  void directoryMustBeThere() {
    var faults = new ArrayList<String>();

    PhraseFiles.overriddenBy(directory.resolve("none"), faults::add);

    assertThat(faults).singleElement().asString().startsWith("not a directory");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private Phrases overridden() {
    return PhraseFiles.overriddenBy(
        directory,
        fault -> {
          throw new AssertionError(fault);
        });
  }
}
