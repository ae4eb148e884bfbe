package dev.starkeeper.bot.chat;

import dev.starkeeper.sale.MintPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the bot talks.
 *
 * @param grace how long access goes on while a renewal is missed
 */
public record ChatConfig(Phrases phrases, Addresses addresses, MintPolicy mint, Duration grace) {
  /**
   * Where buyers are sent to.
   *
   * @param supportContact in whatever form: an address, a user's name
   */
  public record Addresses(
      Optional<String> supportContact, Optional<String> termsUrl, Optional<String> miniAppUrl) {
    public static final Addresses NONE =
        new Addresses(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static final int LONGEST = 300; // with the words around it, it must fit a message

  /** Reads {@code SUPPORT_CONTACT}. */
  public static String parseContact(String text) {
    if (text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl)) return text;
    throw new IllegalArgumentException("not one line of at most " + LONGEST + " characters");
  }

  /** Reads {@code TERMS_URL} and {@code MINI_APP_URL}: over plain HTTP only on this machine. */
  public static String parseUrl(String text) {
    try {
      var uri = URI.create(text);
      var host = uri.getHost();
      if (host != null && uri.getRawUserInfo() == null && text.length() <= LONGEST) {
        if ("https".equals(uri.getScheme())) return text;
        if ("http".equals(uri.getScheme()) && isLoopback(host)) return text;
      }
    } catch (IllegalArgumentException e) {
      // Told below, in the same words as an address of another kind.
    }
    throw new IllegalArgumentException("not an https address: " + text);
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) return true;
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
