package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Cost;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.RoundTrips;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.db.TestDatabase.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an invoice takes, from the request's first byte to the answer's last. */
final class MintCostTest {
  private static final int BUYERS = 40;
  private static final int LONGEST_ANSWER = 4_096;
  private static final int MOST_BYTES = 340_000; // a fifth above what it took when this was written

  private final TestDatabase test = TestDatabase.copy();
  @AutoClose private final RoundTrips trips = RoundTrips.to(test.as(Role.API));

  @AutoClose
  private final RunningApi api =
      new RunningApi(
          test, Database.open(trips.config(), "test"), ScriptedTelegram.start(), Map.of());

  /** The bytes of the test's own Telegram are among them. */
  @Test
  void aMintTakesThreeRoundTrips() throws IOException {
    api.sellCoins("coins.100", 50);
    var requests = LongStream.range(0, BUYERS).mapToObj(this::request).toList();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.uri("/").getPort())) {
      var answer = new byte[LONGEST_ANSWER];

      var cost = Cost.least(trips, requests, request -> mint(socket, request, answer));

      assertThat(api.count("select count(*) from invoice")).isEqualTo(BUYERS);
      assertThat(cost.roundTrips()).isEqualTo(3);
      assertThat(cost.bytes()).isLessThan(MOST_BYTES);
    }
  }

  private byte[] request(long buyer) {
    var text =
        """
        POST /v1/invoices HTTP/1.1
        Host: 127.0.0.1
        Authorization: tma %s
        Content-Type: application/json
        Content-Length: 19

        {"sku":"coins.100"}\
        """
            .formatted(api.initData(RunningApi.BUYER + buyer))
            .replace("\n", "\r\n");
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** By hand, as a client would allocate more than what is measured. */
  private static void mint(Socket socket, byte[] request, byte[] answer) {
    try {
      socket.getOutputStream().write(request);
      var in = socket.getInputStream();
      var length = in.read(answer);
      while (answer[length - 1] != '}') length += in.read(answer, length, answer.length - length);
      if (answer["HTTP/1.1 ".length()] == '2') return;
      throw new IllegalStateException(new String(answer, 0, length, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
