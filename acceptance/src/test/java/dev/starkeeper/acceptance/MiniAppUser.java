package dev.starkeeper.acceptance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Someone who opens the Mini App, with init data as Telegram would sign it. */
record MiniAppUser(long id, String firstName, String languageCode) {
  private static final AtomicLong IDS = new AtomicLong(880_000_000_000L);

  static MiniAppUser someone() {
    var id = IDS.incrementAndGet();
    return new MiniAppUser(id, "Buyer " + id, "en");
  }

  /** For the sandbox's controls. */
  String json() {
    return """
    {"id":%d,"first_name":"%s","language_code":"%s"}\
    """
        .formatted(id, firstName, languageCode);
  }

  /** The header that proves who he is, signed with the bot's token at this second. */
  Map<String, String> header(String token, long authDate) {
    return Map.of("Authorization", "tma " + initData(token, authDate));
  }

  String initData(String token, long authDate) {
    SequencedMap<String, String> fields = new TreeMap<>();
    fields.put("auth_date", Long.toString(authDate));
    fields.put("query_id", "AAHdF6IQAAAAAN0XohDhrOrc");
    fields.put("signature", "not-checked-by-the-hmac-scheme-but-part-of-it");
    fields.put("user", json());
    var check =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    var secret = hmac("WebAppData".getBytes(StandardCharsets.UTF_8), token);
    fields.put("hash", HexFormat.of().formatHex(hmac(secret, check)));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
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
