package dev.starkeeper.invoice.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of the merchant's servers, of which only digests are kept. */
public final class ApiKeys {
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  /** Calls of servers are refused. */
  public static final ApiKeys NONE = new ApiKeys(Map.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+"); // what a header can carry
  private static final int SAFE = 16; // 62^16 guesses: more than anyone can send
  private static final int LONGEST = 512;

  private final Map<String, byte[]> digests;

  private ApiKeys(Map<String, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads {@code name:key,name:key}.
   *
   * @throws IllegalArgumentException with every fault, each by its entry's number: what stands in
   *     the place of a name may be a key
   */
  public static ApiKeys parse(String text) {
    var faults = new ArrayList<String>();
    var keys = new LinkedHashMap<String, String>();
    var number = 0;
    for (var entry : text.split(",", -1)) {
      number++;
      var colon = entry.indexOf(':');
      var name = entry.substring(0, Math.max(0, colon)).strip();
      var key = entry.substring(colon + 1).strip();
      for (var fault : faults(name, key, keys)) faults.add("entry " + number + " " + fault);
      keys.putIfAbsent(name, key);
    }
    if (!faults.isEmpty()) throw new IllegalArgumentException(String.join("; ", faults));
    var digests = new LinkedHashMap<String, byte[]>();
    keys.forEach((name, key) -> digests.put(name, digest(key)));
    keys.forEach(ApiKeys::warnIfShort);
    return new ApiKeys(digests);
  }

  private static void warnIfShort(String name, String key) {
    if (key.length() >= SAFE) return;
    log.warn("the key of {} is shorter than {} characters: it can be guessed", name, SAFE);
  }

  private static List<String> faults(String name, String key, Map<String, String> earlier) {
    if (!NAME.matcher(name).matches()) return List.of("is not of the form name:key");
    var faults = new ArrayList<String>();
    if (key.isEmpty() || key.length() > LONGEST) {
      faults.add("has a key that is not 1 to " + LONGEST + " characters long");
    }
    if (!key.isEmpty() && !KEY.matcher(key).matches())
      faults.add("has a key that no header can carry");
    if (earlier.containsKey(name)) faults.add("has the name of an earlier one");
    if (earlier.containsValue(key)) faults.add("has the key of an earlier one");
    return faults;
  }

  /** The name of that key. All keys are compared, so that the time taken tells nothing. */
  public Optional<String> nameOf(String key) {
    var asked = digest(key);
    var found = Optional.<String>empty();
    for (var entry : digests.entrySet()) {
      if (MessageDigest.isEqual(asked, entry.getValue())) found = Optional.of(entry.getKey());
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Names the servers, never their keys. */
  @Override
  public String toString() {
    return "ApiKeys" + digests.keySet();
  }
}
