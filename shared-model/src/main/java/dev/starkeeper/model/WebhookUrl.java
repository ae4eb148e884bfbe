package dev.starkeeper.model;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where webhooks are posted to: an absolute http or https address with a host. Whether the host's
 * addresses may be connected to is found out each time anew, by who connects.
 */
public record WebhookUrl(String value) {
  private static final int LONGEST = 2048; // what every proxy takes
  private static final int HIGHEST_PORT = 65_535;

  /** Throws {@link IllegalArgumentException} with words for whoever wrote it. */
  public WebhookUrl {
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException("url is longer than " + LONGEST + " characters");
    }
    var url = parsed(value);
    var scheme = String.valueOf(url.getScheme());
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("url begins with neither https:// nor http://");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url holds a user's name: requests are signed instead");
    }
    if (url.getHost() == null) throw new IllegalArgumentException("url has no host");
    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      throw new IllegalArgumentException("url has a port that is none");
    }
    if (url.getRawFragment() != null) throw new IllegalArgumentException("url has a #fragment");
  }

  private static URI parsed(String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("url holds what is not printable ASCII");
    }
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("url is not an address", e);
    }
  }

  /** Its query may be somebody's secret: no log line shows it. */
  @Override
  public String toString() {
    return "WebhookUrl[" + URI.create(value).getHost() + "]";
  }
}
