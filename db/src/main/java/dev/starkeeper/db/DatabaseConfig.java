package dev.starkeeper.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the database is and who we are there.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseConfig(String jdbcUrl, String user, String password) {
  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^/?@]+)/(?<database>[^/?]+)(?:\\?(?<query>.*))?");

  /**
   * Reads {@code postgresql://user:password@host:port/db?…} or the {@code jdbc:} form, whose user
   * and password may also be query parameters; several hosts are separated by commas.
   *
   * @throws IllegalArgumentException without the URL in its message, as that may hold a password
   */
  public static DatabaseConfig parse(String url) {
    var match = URL.matcher(url);
    if (!match.matches()) throw notOfTheForm();
    var query = match.group("query") == null ? "" : match.group("query");
    var user = match.group("user") == null ? parameter(query, "user") : match.group("user");
    var password =
        match.group("password") == null ? parameter(query, "password") : match.group("password");
    var hosts = match.group("hosts");
    var rest =
        Arrays.stream(query.split("&"))
            .filter(Predicate.not(String::isEmpty))
            .filter(part -> !part.startsWith("user=") && !part.startsWith("password="));
    var all = Stream.concat(rest, toThePrimary(hosts, query)).collect(Collectors.joining("&"));
    return new DatabaseConfig(
        "jdbc:postgresql://"
            + hosts
            + "/"
            + match.group("database")
            + (all.isEmpty() ? "" : "?" + all),
        decoded(user),
        decoded(password));
  }

  /** Of several hosts only one takes writes, and it may change. */
  private static Stream<String> toThePrimary(String hosts, String query) {
    return hosts.contains(",") && !query.contains("targetServerType=")
        ? Stream.of("targetServerType=primary")
        : Stream.empty();
  }

  private static String parameter(String query, String name) {
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // its words repeat the text
      throw notOfTheForm();
    }
  }

  private static IllegalArgumentException notOfTheForm() {
    return new IllegalArgumentException(
        "not of the form postgresql://user:password@host:port/database");
  }

  /** Hides the password, and the parameters, as a key's password may be among them. */
  @Override
  public String toString() {
    return "DatabaseConfig[" + jdbcUrl.replaceFirst("\\?.*", "") + ", user=" + user + "]";
  }
}
