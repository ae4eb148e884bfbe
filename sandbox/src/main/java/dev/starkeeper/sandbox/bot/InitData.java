package dev.starkeeper.sandbox.bot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Telegram hands a Mini App about its user, signed with the bot's token:
 * https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
 */
public final class InitData {
  private static final String ALGORITHM = "HmacSHA256";

  private InitData() {}

  /** The query string a Mini App would find in {@code Telegram.WebApp.initData}. */
  public static String signed(SortedMap<String, String> fields, String botToken) {
    var query =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return query + "&hash=" + hash(fields, botToken);
  }

  /** Over all fields but {@code hash}, which must not be among them. */
  public static String hash(SortedMap<String, String> fields, String botToken) {
    var checked =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    var secret = hmac("WebAppData".getBytes(StandardCharsets.UTF_8), botToken);
    return HexFormat.of().formatHex(hmac(secret, checked));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
