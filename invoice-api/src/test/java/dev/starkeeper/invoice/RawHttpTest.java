package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no HTTP client would send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RawHttpTest {
  private static final Duration MOMENT = Duration.ofMillis(300);

  private final RunningApi api = RunningApi.start();

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GARBAGE | 400",
        "GET /healthz HTTP/3.0 | 505",
        "GET /%zz HTTP/1.1~Host: a | 400",
        "GET /v1/products/%zz HTTP/1.1~Host: a | 400",
        "GET /healthz HTTP/1.1 | 400",
        "GET /healthz HTTP/1.1~Host: a~ folded: b~Connection: close | 400",
        "POST /v1/invoices HTTP/1.1~Host: a~Content-Length: x | 400",
        "POST /v1/invoices HTTP/1.1~Host: a~Content-Length: 5~Content-Length: 6 | 400",
        "POST /v1/invoices HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked | 400",
        "POST /v1/invoices HTTP/1.1~Host: a~Transfer-Encoding: gzip~Connection: close | 400",
      })
  void whatIsNotHttpIsAProblemToo(String request, int status) throws IOException {
    var answer = send(request.replace("~", "\r\n") + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("application/problem+json", "\"code\":\"invalid_request\"");
    assertThat(answer).doesNotContainIgnoringCase("jetty");
  }

  @Test
  void headersTooLargeAreRefused() throws IOException {
    var fits = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: %s\r\n\r\n";

    assertThat(send(fits.formatted("x".repeat(16_000)))).startsWith("HTTP/1.1 200 ");
    assertThat(send(fits.formatted("x".repeat(17_000))))
        .startsWith("HTTP/1.1 431 ")
        .contains("application/problem+json");
  }

  @Test
  void aChunkThatIsNoneIsRefused() throws IOException {
    var answer = send(put("Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_request\"");
  }

  @Test
  void aBodyThatEndsEarlyIsRefused() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
      var request = put("Content-Length: 50") + "{\"title\":";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();

      assertThat(held(request, read(socket))).startsWith("HTTP/1.1 400 ");
    }
  }

  /** As a buyer's phone may send it, or a processor that others want too. */
  @Test
  void aShortBodyMayTakeAMoment() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
      var request = put("Content-Length: 11") + "{\"title\":";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      LockSupport.parkNanos(MOMENT.toNanos());
      socket.getOutputStream().write("1}".getBytes(StandardCharsets.US_ASCII));

      assertThat(held(request, read(socket))).startsWith("HTTP/1.1 400 ").contains("title");
    }
  }

  @Test
  void aBodyAnnouncedTooLargeIsNotAskedFor() throws IOException {
    var answer = send(put("Content-Length: 20000\r\nExpect: 100-continue"));

    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aKeyThatIsNotAsciiIsRefused() throws IOException {
    var request =
        "POST /v1/invoices HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + RunningApi.SERVER_KEY
            + "\r\nIdempotency-Key: \u00e4\r\nConnection: close\r\n\r\n";

    assertThat(send(request)).startsWith("HTTP/1.1 400 ").contains("Idempotency-Key");
  }

  private static String put(String headers) {
    return "PUT /v1/products/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + "Connection: close\r\nAuthorization: Bearer "
        + RunningApi.SERVER_KEY
        + "\r\n"
        + headers
        + "\r\n\r\n";
  }

  private String send(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return held(request, read(socket));
    }
  }

  /** What was answered, as it is if it is as described. */
  private static String held(String request, String answer) {
    var line = List.of(request.lines().findFirst().orElseThrow().split(" ", 3));
    var path = line.size() < 2 ? "" : line.get(1);
    Conformance.hold(
        line.getFirst(), path, Description.operation(line.getFirst(), path), of(answer));
    return answer;
  }

  private static Answer of(String answer) {
    var parts = List.of(answer.split("\r\n\r\n", 2));
    var lines = parts.getFirst().lines().toList();
    var headers =
        lines.stream()
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
    var status = Integer.parseInt(lines.getFirst().substring(9, 12));
    return new Answer(status, HttpHeaders.of(headers, (_, _) -> true), parts.getLast());
  }

  /** All that comes until the server closes the connection. */
  private static String read(Socket socket) throws IOException {
    socket.setSoTimeout(20_000); // a hang is told as one
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
