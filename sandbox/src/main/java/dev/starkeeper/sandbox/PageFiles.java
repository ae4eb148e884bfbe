package dev.starkeeper.sandbox;

import dev.starkeeper.sandbox.wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page that plays Telegram's client, out of the jar; built from {@code sandbox/page}. */
final class PageFiles {
  private static final Pattern ASSET = Pattern.compile("/assets/[\\w.-]+\\.(js|css|svg)");
  private static final String INDEX = "/index.html";
  // Mini Apps and photos of products may be anywhere; everything else comes from here.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self' data: https: http://127.0.0.1:* http://localhost:*; "
          + "frame-src https: http://127.0.0.1:* http://localhost:*; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private PageFiles() {}

  /** Empty where there is no such file, or where the page was not built in. */
  static Optional<Reply> find(String path) {
    var name = path.equals("/") ? INDEX : path;
    if (!name.equals(INDEX) && !ASSET.matcher(name).matches()) return Optional.empty();
    return text(name).map(text -> reply(name, text));
  }

  private static Reply reply(String name, String text) {
    // Names of assets hold a digest of what is in them.
    var caching = name.equals(INDEX) ? "no-cache" : "max-age=31536000, immutable";
    var headers =
        Map.of(
            "Cache-Control",
            caching,
            "Content-Security-Policy",
            POLICY,
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff");
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return new Reply(200, String.valueOf(type), text, headers);
  }

  private static Optional<String> text(String name) {
    try (var file = PageFiles.class.getResourceAsStream("page" + name)) {
      if (file == null) return Optional.empty();
      return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }
}
