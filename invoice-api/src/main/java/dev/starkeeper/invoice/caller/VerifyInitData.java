package dev.starkeeper.invoice.caller;

import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.json.StrictJson;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotToken;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells Telegram's own init data from anybody else's, as
 * https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app says.
 */
public final class VerifyInitData {
  private static final int LONGEST = 8 * 1024; // ten times what clients send
  // The clocks of Telegram and of this machine differ by less; a date beyond it is made up.
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final String HMAC = "HmacSHA256";

  private final byte[] secret;
  private final Duration maxAge;

  public VerifyInitData(BotToken token, Duration maxAge) {
    // Telegram's constant is the key here and the token the message, not the other way round.
    secret = hmac("WebAppData".getBytes(StandardCharsets.UTF_8), token.value());
    this.maxAge = maxAge;
  }

  /** Init data is good until exactly {@code maxAge} after Telegram signed it. */
  public InitDataVerdict verify(String initData, Instant now) {
    if (initData.length() > LONGEST) {
      return new InitDataVerdict.Invalid("it is longer than " + LONGEST + " characters");
    }
    try {
      var fields = fields(initData);
      checkSignature(fields);
      return judge(fields, now);
    } catch (IllegalArgumentException e) {
      return new InitDataVerdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private InitDataVerdict judge(SortedMap<String, String> fields, Instant now) {
    var authDate = authDate(fields.getOrDefault("auth_date", ""));
    var user = user(fields.getOrDefault("user", ""));
    if (authDate.isAfter(now.plus(SKEW))) {
      return new InitDataVerdict.Invalid("its auth_date is in the future");
    }
    return now.isAfter(authDate.plus(maxAge))
        ? new InitDataVerdict.Expired(authDate)
        : new InitDataVerdict.Genuine(user);
  }

  private static SortedMap<String, String> fields(String initData) {
    var fields = new TreeMap<String, String>();
    for (var pair : initData.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) throw new IllegalArgumentException("it is not a list of key=value");
      var key = decoded(pair.substring(0, equals));
      var value = decoded(pair.substring(equals + 1));
      // The signed text has a line for each field: with a line break inside one, or a second
      // equals sign, the same signature would fit other fields.
      if (key.indexOf('=') >= 0 || key.indexOf('\n') >= 0 || value.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a field of it holds a line break");
      }
      if (fields.put(key, value) != null) {
        throw new IllegalArgumentException("a field of it is there twice");
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is not percent-encoded", e);
    }
  }

  /** Over all fields but {@code hash}: {@code signature} and unknown ones belong to the text. */
  private void checkSignature(SortedMap<String, String> fields) {
    var hash = fields.remove("hash");
    if (hash == null) throw new IllegalArgumentException("it has no hash");
    var text =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    var expected = HexFormat.of().formatHex(hmac(secret, text));
    var same =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    if (!same) throw new IllegalArgumentException("its hash was not made with this bot's token");
  }

  private static Instant authDate(String text) {
    if (!text.matches("[0-9]{1,11}")) {
      throw new IllegalArgumentException("its auth_date is not a whole number of seconds");
    }
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  private static TelegramUser user(String json) {
    if (json.isEmpty()) throw new IllegalArgumentException("it names no user");
    var user = new JsonFields(StrictJson.object(json));
    return new TelegramUser(
        new TelegramUserId(user.wholeNumber("id", 1, TelegramUserId.MOST)),
        user.optionalText("language_code").orElse(""));
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
