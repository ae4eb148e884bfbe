package dev.starkeeper.invoice.caller;

import dev.starkeeper.model.BotId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of the merchant's servers, of which only digests are kept. */
public final class ApiKeys {
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  /** Calls of servers are refused. */
  public static final ApiKeys NONE = new ApiKeys(Map.of());

  // One bot's server ends with that bot's id, as those of several bots may have the same name.
  private static final Pattern SERVER =
      Pattern.compile("(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:@(?<bot>[1-9][0-9]{0,15}))?");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+"); // what a header can carry
  private static final int SAFE = 16; // 62^16 guesses: more than anyone can send
  private static final int LONGEST = 512;

  private final Map<Server, byte[]> digests;

  private ApiKeys(Map<Server, byte[]> digests) {
    this.digests = digests;
  }

  /** Whose key it is, and for which bot; for all if it is empty. */
  private record Server(String name, Optional<BotId> bot) {
    static Optional<Server> of(String text) {
      var match = SERVER.matcher(text);
      if (!match.matches()) return Optional.empty();
      var bot = Optional.ofNullable(match.group("bot"));
      return Optional.of(
          new Server(match.group("name"), bot.map(id -> new BotId(Long.parseLong(id)))));
    }

    boolean isOf(BotId bot) {
      return this.bot.isEmpty() || this.bot.get().equals(bot);
    }

    boolean canBeTakenFor(Server other) {
      return name.equals(other.name) && (bot.isEmpty() || other.bot.isEmpty() || equals(other));
    }

    @Override
    public String toString() {
      return name + bot.map(id -> "@" + id.value()).orElse("");
    }
  }

  /**
   * Reads {@code name:key,name:key}, where a name may end with the id of the only bot that the key
   * is for: {@code name@123456789:key}.
   *
   * @throws IllegalArgumentException with every fault, each by its entry's number: what stands in
   *     the place of a name may be a key
   */
  public static ApiKeys parse(String text) {
    var faults = new ArrayList<String>();
    var keys = new LinkedHashMap<Server, String>();
    var number = 0;
    for (var entry : text.split(",", -1)) {
      number++;
      var colon = entry.indexOf(':');
      var server = Server.of(entry.substring(0, Math.max(0, colon)).strip());
      var key = entry.substring(colon + 1).strip();
      for (var fault : faults(server, key, keys)) faults.add("entry " + number + " " + fault);
      server.ifPresent(known -> keys.putIfAbsent(known, key));
    }
    if (!faults.isEmpty()) throw new IllegalArgumentException(String.join("; ", faults));
    var digests = new LinkedHashMap<Server, byte[]>();
    keys.forEach((server, key) -> digests.put(server, digest(key)));
    keys.forEach(ApiKeys::warnIfShort);
    return new ApiKeys(digests);
  }

  private static void warnIfShort(Server server, String key) {
    if (key.length() >= SAFE) return;
    log.warn("the key of {} is shorter than {} characters: it can be guessed", server, SAFE);
  }

  private static List<String> faults(
      Optional<Server> server, String key, Map<Server, String> earlier) {
    if (server.isEmpty()) return List.of("is not of the form name:key");
    var faults = new ArrayList<String>();
    if (key.isEmpty() || key.length() > LONGEST) {
      faults.add("has a key that is not 1 to " + LONGEST + " characters long");
    }
    if (!key.isEmpty() && !KEY.matcher(key).matches())
      faults.add("has a key that no header can carry");
    if (earlier.keySet().stream().anyMatch(server.get()::canBeTakenFor)) {
      faults.add("has the name of an earlier one");
    }
    if (earlier.containsValue(key)) faults.add("has the key of an earlier one");
    return faults;
  }

  /** Those that open this bot's data. */
  public ApiKeys of(BotId bot) {
    var some = new LinkedHashMap<>(digests);
    some.keySet().removeIf(server -> !server.isOf(bot));
    return new ApiKeys(some);
  }

  /** The bots that are named by some of them. */
  public Set<BotId> bots() {
    return digests.keySet().stream()
        .flatMap(server -> server.bot().stream())
        .collect(Collectors.toSet());
  }

  /** The name of that key. All keys are compared, so that the time taken tells nothing. */
  public Optional<String> nameOf(String key) {
    var asked = digest(key);
    var found = Optional.<String>empty();
    for (var entry : digests.entrySet()) {
      if (MessageDigest.isEqual(asked, entry.getValue()))
        found = Optional.of(entry.getKey().name());
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
