package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** Reads a request's body: JSON of a limited size, and nothing else. */
final class RequestBody {
  /** Ten times the longest product. */
  static final int MOST_BYTES = 16 * 1024;

  // For all of it: whoever sends a byte now and then would keep a place for hours. Jetty's own
  // limit,
  // of bytes in a second, refuses a short body that waits a moment for a processor.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  // Read and thrown away, so that whoever sent it gets our answer and not a broken connection.
  private static final int MOST_DISCARDED = 1024 * 1024;

  private static final Pattern JSON =
      Pattern.compile(
          "application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

  private final Request request;
  private final String mediaType;
  private final String coding;

  RequestBody(Request request, String mediaType, String coding) {
    this.request = request;
    this.mediaType = mediaType;
    this.coding = coding;
  }

  JsonFields fields() {
    if (!JSON.matcher(mediaType.strip()).matches()) {
      throw new Refusal(Problem.wrongMediaType("A body is application/json, in UTF-8."));
    }
    if (!coding.equalsIgnoreCase("identity")) {
      throw new Refusal(Problem.wrongMediaType("A body has no Content-Encoding."));
    }
    try {
      return new JsonFields(StrictJson.object(bytes()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Problem.invalidRequest("the body: " + e.getMessage()));
    } catch (IOException e) {
      // He has gone, or sends too slowly: whether he still reads does not matter.
      throw new Refusal(Problem.invalidRequest("the body ends before it is complete"));
    }
  }

  private byte[] bytes() throws IOException {
    var announced = request.getContentLengthLong(); // -1 when it comes in chunks
    // He waits for leave to send it, which asking for the stream would give.
    if (announced > MOST_BYTES && request.getHeader("Expect") != null) throw tooLarge();
    var room = announced < 0 ? MOST_BYTES : (int) Math.min(announced, MOST_BYTES);
    return read(request.getInputStream(), room, LONGEST);
  }

  /**
   * All of it, which may take {@code longest}; nothing is read beyond that, nor beyond {@code room}
   * bytes.
   */
  static byte[] read(InputStream body, int room, Duration longest) throws IOException {
    var deadline = System.nanoTime() + longest.toNanos();
    var bytes = new byte[room + 1]; // to see whether there is more
    var length = 0;
    while (length <= room) {
      var more = body.read(bytes, length, bytes.length - length);
      if (more < 0) return Arrays.copyOf(bytes, length);
      if (System.nanoTime() - deadline >= 0) throw new Refusal(Problem.tooSlow());
      length += more;
    }
    discard(body, deadline);
    throw tooLarge();
  }

  private static Refusal tooLarge() {
    return new Refusal(Problem.bodyTooLarge(MOST_BYTES));
  }

  private static void discard(InputStream body, long deadline) throws IOException {
    var buffer = new byte[MOST_BYTES];
    for (var read = 0; read < MOST_DISCARDED && System.nanoTime() - deadline < 0; ) {
      var more = body.read(buffer);
      if (more < 0) return;
      read += more;
    }
  }
}
