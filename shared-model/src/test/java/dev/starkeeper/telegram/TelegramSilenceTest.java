package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Each way in which no answer comes. */
final class TelegramSilenceTest {
  @Test
  void nobodyThereIsUnreachable() throws Exception {
    for (var method : EveryMethod.ALL) {
      assertThat(EveryMethod.thrownBy("http://127.0.0.1:" + portOfNobody(), method))
          .isInstanceOf(TelegramException.Unreachable.class);
    }
  }

  @Test
  void unknownHostIsUnreachable() {
    assertThat(EveryMethod.thrownBy("http://nobody.invalid", Telegram::getMe))
        .isInstanceOf(TelegramException.Unreachable.class);
  }

  @Test
  void connectionThatIsCutIsUnreachable() {
    try (var api = ScriptedBotApi.doing(exchange -> exchange.close())) {
      for (var method : EveryMethod.ALL) {
        assertThat(EveryMethod.thrownBy(api.url(), method))
            .isInstanceOf(TelegramException.Unreachable.class);
      }
    }
  }

  @Test
  void answerThatIsCutIsUnreachable() {
    try (var api =
        ScriptedBotApi.doing(exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"ok\":true,".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        })) {
      assertThat(EveryMethod.thrownBy(api.url(), Telegram::getMe))
          .isInstanceOf(TelegramException.Unreachable.class);
    }
  }

  @Test
  void whatIsNoHttpIsUnreachableAndNotQuoted() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var echo = threads.submit(() -> answerWithTheRequestLine(server));

      assertThat(EveryMethod.thrownBy("http://127.0.0.1:" + server.getLocalPort(), Telegram::getMe))
          .isInstanceOf(TelegramException.Unreachable.class)
          .hasMessageContaining("/bot…/getMe");
      echo.get();
    }
  }

  private static boolean answerWithTheRequestLine(ServerSocket server) throws IOException {
    try (var socket = server.accept()) {
      var request = socket.getInputStream().readNBytes("POST /bot/getMe".length() + 46);
      socket.getOutputStream().write(request);
      socket.getOutputStream().write('\n');
      return true;
    }
  }

  @Test
  void answerToAPreCheckoutIsNotWaitedForLongerThanTheBuyerWaits() {
    var over = new CountDownLatch(1);
    try (var api = ScriptedBotApi.doing(_ -> awaitThe(over))) {
      assertThat(
              EveryMethod.thrownBy(
                  api.url(), telegram -> telegram.approvePreCheckoutQuery("query-1")))
          .isInstanceOf(TelegramException.Unreachable.class);
    } finally {
      over.countDown();
    }
  }

  @Test
  void interruptedCallIsUnreachableAndStaysInterrupted() throws Exception {
    var arrived = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    try (var api =
            ScriptedBotApi.doing(_ -> {
              arrived.countDown();
              awaitThe(over);
            });
        var telegram = EveryMethod.telegram(api.url())) {
      var result = new CompletableFuture<Boolean>();
      var caller =
          Thread.ofVirtual()
              .start(() -> {
                var thrown = catchThrowable(() -> telegram.getUpdates(0, Duration.ofSeconds(50)));
                result.complete(
                    thrown instanceof TelegramException.Unreachable
                        && Thread.currentThread().isInterrupted());
              });
      arrived.await();

      caller.interrupt();

      assertThat(result.get()).isTrue();
    } finally {
      over.countDown();
    }
  }

  private static void awaitThe(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A port that was free a moment ago. */
  private static int portOfNobody() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
