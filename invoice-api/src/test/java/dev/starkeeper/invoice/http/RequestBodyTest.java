package dev.starkeeper.invoice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RequestBodyTest {
  private static final Duration AMPLE = Duration.ofHours(1);

  @Test
  void isReadWhole() throws IOException {
    var whole = "x".repeat(RequestBody.MOST_BYTES).getBytes(StandardCharsets.UTF_8);

    assertThat(RequestBody.read(new ByteArrayInputStream(whole), RequestBody.MOST_BYTES, AMPLE))
        .isEqualTo(whole);
    assertThat(RequestBody.read(new Trickle(3), RequestBody.MOST_BYTES, AMPLE)).hasSize(3);
  }

  @Test
  void isRefusedWhenItIsOneByteTooLong() {
    var body = new ByteArrayInputStream(new byte[RequestBody.MOST_BYTES + 1]);

    assertThatThrownBy(() -> RequestBody.read(body, RequestBody.MOST_BYTES, AMPLE))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(status(e)).isEqualTo(413));
  }

  @Test
  void isRefusedWhenItTakesTooLong() {
    assertThatThrownBy(() ->
            RequestBody.read(new Trickle(Integer.MAX_VALUE), RequestBody.MOST_BYTES, Duration.ZERO))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(status(e)).isEqualTo(408));
  }

  private static int status(Refusal refusal) {
    return refusal.problem().status().code();
  }

  /** A byte at a time. */
  private static final class Trickle extends InputStream {
    private int left;

    Trickle(int length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      var next = read();
      if (next < 0) return -1;
      into[from] = (byte) next;
      return 1;
    }
  }
}
