package dev.starkeeper.bot;

import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.RefundNotice;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What buyers are told, in their language: {@code phrases_<language>.properties} beside this. */
public final class Phrases {
  private static final String BUNDLE = "dev.starkeeper.bot.phrases";
  private static final String OTHERWISE = "en";
  private static final Set<String> LANGUAGES = Set.of(OTHERWISE, "ru");

  private final Map<String, Spoken> languages = new ConcurrentHashMap<>();

  /** {@code languageCode} is an IETF tag; English for languages we have no words in. */
  Spoken in(String languageCode) {
    var language = Locale.forLanguageTag(languageCode).getLanguage();
    var known = LANGUAGES.contains(language) ? language : OTHERWISE;
    return languages.computeIfAbsent(known, Spoken::load);
  }

  /** One language. */
  static final class Spoken {
    private final Locale locale;
    private final ResourceBundle words;

    private Spoken(Locale locale, ResourceBundle words) {
      this.locale = locale;
      this.words = words;
    }

    private static Spoken load(String language) {
      var locale = Locale.of(language);
      var exactly =
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
      return new Spoken(locale, ResourceBundle.getBundle(BUNDLE, locale, exactly));
    }

    /** One sentence, for the payment sheet. */
    String declined(DeclineReason reason) {
      return words.getString("declined." + reason);
    }

    /** A message of one or two lines. */
    String receipt(Receipt receipt) {
      var pattern = new MessageFormat(words.getString("receipt"), locale);
      return pattern.format(
          new Object[] {receipt.title(), receipt.quantity(), receipt.stars().amount()});
    }

    /** A message of two or three sentences. */
    String refunded(RefundNotice notice) {
      var pattern = new MessageFormat(words.getString("refunded." + notice.reason()), locale);
      return pattern.format(new Object[] {notice.stars().amount()});
    }
  }
}
