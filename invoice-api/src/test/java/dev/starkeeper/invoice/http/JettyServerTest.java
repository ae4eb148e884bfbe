package dev.starkeeper.invoice.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.invoice.meter.RequestMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.junit.jupiter.api.Test;

final class JettyServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final RequestMeters meters = new RequestMeters(new SimpleMeterRegistry());

  @Test
  void eachRequestRunsOnAVirtualThread() throws Exception {
    var seen = new AtomicReference<Thread>();
    var threads = new RequestThreads();
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = JettyServer.of(new HttpConfig(loopback, Set.of()), threads, meters);
    server.setHandler(handler(() -> seen.set(Thread.currentThread())));
    server.start();
    threads.started();
    try {
      assertThat(get(server.port()).statusCode()).isEqualTo(204);

      assertThat(seen.get()).matches(Thread::isVirtual, "is virtual");
    } finally {
      server.stop();
    }
  }

  @Test
  void oneRequestTooManyIsSentAway() throws Exception {
    var reached = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var front = new Front(new Cors(Set.of()), 1, meters);
    front.setHandler(
        handler(() -> {
          reached.countDown();
          gate.await();
        }));
    var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(front);
    server.start();
    var port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = calls.submit(() -> get(port));
      reached.await();

      var second = get(port);

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      assertThat(second.body()).contains("\"code\":\"rate_limited\"");
      gate.countDown();
      assertThat(first.get().statusCode()).isEqualTo(204);
      assertThat(get(port).statusCode()).isEqualTo(204);
    } finally {
      server.stop();
    }
  }

  private HttpResponse<String> get(int port) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static Handler handler(Work work) {
    return new AbstractHandler() {
      @Override
      public void handle(
          String target, Request base, HttpServletRequest request, HttpServletResponse response) {
        base.setHandled(true);
        response.setStatus(204);
        try {
          work.run();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
