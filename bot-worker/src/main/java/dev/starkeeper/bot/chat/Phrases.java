package dev.starkeeper.bot.chat;

import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.RefundNotice;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;

/** What buyers are told, in their language: {@code phrases_<language>.properties} of this jar. */
public final class Phrases {
  static final String OTHERWISE = "en";

  private final Map<String, Spoken> languages;

  /** As we wrote them. */
  public Phrases() {
    this(PhraseFiles.ours());
  }

  /** {@code languages} has English at least. */
  Phrases(Map<String, Spoken> languages) {
    this.languages = Map.copyOf(languages);
  }

  /** {@code languageCode} is an IETF tag; English for languages we have no words in. */
  public Spoken in(String languageCode) {
    var language = Locale.forLanguageTag(languageCode).getLanguage();
    var known = languages.get(language);
    return known == null ? english() : known;
  }

  private Spoken english() {
    var english = languages.get(OTHERWISE);
    if (english == null) throw new IllegalStateException("there is no English");
    return english;
  }

  /** By their language, such as {@code de}. */
  Map<String, Spoken> all() {
    return languages;
  }

  /** One language, its patterns by their keys. */
  public record Spoken(Locale locale, Map<String, String> patterns) {
    /** What stands under {@code key}, with the values in their places. */
    String say(String key, Object... values) {
      var pattern = patterns.get(key);
      if (pattern == null) throw new IllegalStateException("no phrase " + key);
      return new MessageFormat(pattern, locale).format(values);
    }

    /** One sentence, for the payment sheet. */
    public String declined(DeclineReason reason) {
      return say("declined." + reason);
    }

    /** A message of one or two lines. */
    public String receipt(Receipt receipt) {
      return ofReceipt("receipt", receipt);
    }

    /** The same, once its charge has gone back. */
    String returned(Receipt receipt) {
      return ofReceipt("returned", receipt);
    }

    private String ofReceipt(String key, Receipt receipt) {
      return say(key, receipt.title(), receipt.quantity(), receipt.stars().amount());
    }

    /** A message of two or three sentences. */
    public String refunded(RefundNotice notice) {
      return say("refunded." + notice.reason(), notice.stars().amount());
    }

    /** The day, in UTC: which day it is where he is we do not know. */
    String day(Instant instant) {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
          .withLocale(locale)
          .withZone(ZoneOffset.UTC)
          .format(instant);
    }
  }
}
