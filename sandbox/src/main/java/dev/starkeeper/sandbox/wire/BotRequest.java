package dev.starkeeper.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** One call of the Bot API as it came: the decoded path and the parameters. */
public record BotRequest(String path, Parameters parameters) {
  private static final int MAX_PARAMETERS = 1 << 20; // Telegram's limit, address and body together
  private static final int MAX_MULTIPART = 16 << 20; // ours: a form may carry files, we skip them

  /** Reads the whole request. */
  public static BotRequest read(HttpExchange exchange) throws IOException, UnreadableRequest {
    var verb = exchange.getRequestMethod();
    if (!verb.equals("GET") && !verb.equals("POST")) throw new UnreadableRequest(501, verb);
    var parameters = new Parameters();
    var uri = exchange.getRequestURI();
    var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    if (query.length() > MAX_PARAMETERS) throw new UnreadableRequest(413, "too much parameters");
    UrlEncodedForm.read(query, parameters);
    readBody(exchange, MAX_PARAMETERS - query.length(), parameters);
    var path = Optional.ofNullable(uri.getRawPath()).orElse("");
    return new BotRequest(UrlEncodedForm.unescaped(path, '+'), parameters);
  }

  private static void readBody(HttpExchange exchange, int left, Parameters into)
      throws IOException, UnreadableRequest {
    var contentType = header(exchange, "Content-Type");
    var kind = contentType.toLowerCase(Locale.ROOT);
    var isMultipart = kind.contains("multipart/form-data");
    var isForm = kind.contains("application/x-www-form-urlencoded");
    var isJson = kind.contains("application/json");
    if (!isMultipart && !isForm && !isJson) return;
    var bytes = bytes(exchange, isMultipart ? MAX_MULTIPART : left);
    if (isMultipart) MultipartForm.read(contentType, bytes, left, into);
    else if (isForm) UrlEncodedForm.read(bytes, into);
    else JsonForm.read(bytes, into);
  }

  private static String bytes(HttpExchange exchange, int most)
      throws IOException, UnreadableRequest {
    try (var body = unpacked(exchange)) {
      var bytes = body.readNBytes(most + 1);
      if (bytes.length > most) throw new UnreadableRequest(413, "too much parameters");
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (ZipException | EOFException e) {
      throw new UnreadableRequest(400, "content does not match its encoding");
    }
  }

  private static InputStream unpacked(HttpExchange exchange) throws IOException, UnreadableRequest {
    var packed = exchange.getRequestBody();
    var encoding = header(exchange, "Content-Encoding").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "" -> packed;
      case "gzip" -> new GZIPInputStream(packed);
      case "deflate" -> new InflaterInputStream(packed);
      default -> throw new UnreadableRequest(415, "unsupported content-encoding");
    };
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("").strip();
  }
}
