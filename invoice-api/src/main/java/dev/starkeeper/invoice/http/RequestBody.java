package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** Reads a request's body: JSON of a limited size, and nothing else. */
final class RequestBody {
  /** Ten times the longest product. */
  static final int MOST_BYTES = 16 * 1024;

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
    var body = request.getInputStream();
    var bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length <= MOST_BYTES) return bytes;
    discard(body);
    throw tooLarge();
  }

  private static Refusal tooLarge() {
    return new Refusal(Problem.bodyTooLarge(MOST_BYTES));
  }

  private static void discard(InputStream body) throws IOException {
    var buffer = new byte[MOST_BYTES];
    for (var read = 0; read < MOST_DISCARDED; ) {
      var more = body.read(buffer);
      if (more < 0) return;
      read += more;
    }
  }
}
