package dev.starkeeper.invoice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Init data as Telegram makes it, written apart from the code that judges it. */
public final class SignedInitData {
  private SignedInitData() {}

  public static String of(String token, long userId, Instant authDate) {
    return of(token, userId, "en", authDate);
  }

  public static String of(String token, long userId, String language, Instant authDate) {
    var user =
        "{\"id\":%d,\"first_name\":\"A + B\",\"language_code\":\"%s\"}".formatted(userId, language);
    return of(
        token,
        Map.of(
            "user",
            user,
            "auth_date",
            Long.toString(authDate.getEpochSecond()),
            "signature",
            "unused"));
  }

  public static String of(String token, Map<String, String> fields) {
    var sorted = new TreeMap<>(fields);
    var text =
        sorted.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    var key = hmac("WebAppData".getBytes(StandardCharsets.UTF_8), token);
    sorted.put("hash", HexFormat.of().formatHex(hmac(key, text)));
    return sorted.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
