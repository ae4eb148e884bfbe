package dev.starkeeper.sandbox.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}; files are skipped, since nothing here takes one. */
final class MultipartForm {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary\\s*=\\s*(?:\"([^\"]+)\"|([^;]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          ";\\s*([a-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
  private static final String END_OF_HEAD = "\r\n\r\n";

  private MultipartForm() {}

  /** {@code most} bounds the fields together; files do not count. */
  static void read(String contentType, String bytes, int most, Parameters into)
      throws UnreadableRequest {
    var found = BOUNDARY.matcher(contentType);
    if (!found.find()) throw new UnreadableRequest(400, "boundary not found");
    var boundary = "--" + (found.group(1) != null ? found.group(1) : found.group(2).strip());
    var left = most;
    var at = bytes.indexOf(boundary);
    while (at >= 0) {
      var head = at + boundary.length();
      if (bytes.startsWith("--", head)) return;
      var headEnd = bytes.indexOf(END_OF_HEAD, head);
      var next = headEnd < 0 ? -1 : bytes.indexOf("\r\n" + boundary, headEnd + 2);
      if (next < 0) return;
      var value = bytes.substring(Math.min(headEnd + END_OF_HEAD.length(), next), next);
      left -= readPart(bytes.substring(head, headEnd), value, into);
      if (left < 0) throw new UnreadableRequest(413, "too much parameters in form data");
      at = next + 2;
    }
  }

  /** Returns the size of the field that was read. */
  private static int readPart(String head, String value, Parameters into) throws UnreadableRequest {
    var disposition = header(head, "content-disposition").orElse("");
    var name = attribute(disposition, "name");
    if (name.isEmpty()) throw new UnreadableRequest(400, "field name not found");
    if (attribute(disposition, "filename").isPresent()) return 0;
    var type = header(head, "content-type").orElse("");
    if (type.startsWith("application/x-www-form-urlencoded")) UrlEncodedForm.read(value, into);
    else into.add(name.get(), value);
    return value.length();
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static Optional<String> attribute(String disposition, String name) {
    return ATTRIBUTE
        .matcher(disposition)
        .results()
        .filter(found -> found.group(1).equalsIgnoreCase(name))
        .map(found -> found.group(2) != null ? found.group(2) : found.group(3))
        .findFirst();
  }
}
