package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void isForEverybodyInPrometheusTextFormat() {
    var answer = api.send(api.asNobody("/metrics")).isStatus(200);

    assertThat(answer.header("content-type")).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
    assertThat(answer.text()).contains("# TYPE jvm_memory_used_bytes gauge\n");
  }

  @Test
  void requestsAreCountedByEndpointMethodAndStatus() {
    api.send(api.asServer("/v1/products/one")).isStatus(404);
    api.send(api.asServer("/v1/products/another")).isStatus(404);
    api.send(api.asNobody("/v1/products/one")).isStatus(401);

    var counts = "starkeeper_http_requests_seconds_count{endpoint=\"/v1/products/{sku}\",method=";
    assertThat(page())
        .contains(counts + "\"GET\",status=\"404\"} 2")
        .contains(counts + "\"GET\",status=\"401\"} 1")
        .contains(
            "starkeeper_http_requests_seconds_bucket{endpoint=\"/v1/products/{sku}\",method=\"GET\","
                + "status=\"404\",le=\"30.0\"} 2");
  }

  @Test
  void whatNobodyServesIsCountedTogether() {
    api.send(api.asNobody("/a-strangers-path")).isStatus(404);
    api.send(api.asNobody("/another/path/of-his")).isStatus(404);
    api.send(api.asNobody("/healthz").DELETE()).isStatus(405);

    assertThat(page())
        .contains(
            "starkeeper_http_requests_seconds_count{endpoint=\"none\",method=\"GET\",status=\"404\"} 2")
        .contains(
            "starkeeper_http_requests_seconds_count{endpoint=\"none\",method=\"DELETE\",status=\"405\"} 1")
        .doesNotContain("stranger", "of-his");
  }

  @Test
  void methodThatAStrangerThoughtOfIsNotALabel() {
    api.send(api.asNobody("/healthz").method("PROPFIND", BodyPublishers.noBody())).isStatus(405);

    assertThat(page())
        .contains(
            "starkeeper_http_requests_seconds_count{endpoint=\"none\",method=\"none\",status=\"405\"} 1")
        .doesNotContain("PROPFIND");
  }

  @Test
  void thoseWhoWaitAreCounted() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading = threads.submit(() -> api.send(api.asServer("/v1/events?wait=20")));
      api.untilReading(1);

      assertThat(page())
          .contains("starkeeper_http_waiting{thing=\"event\"} 1")
          .contains("starkeeper_http_waiting{thing=\"invoice\"} 0")
          .contains("starkeeper_http_active 2"); // and this one
      reading.cancel(true);
    }
  }

  @Test
  void readersAtOnceAllGetAWholePage() {
    var readers =
        Collections.<Callable<Answer>>nCopies(8, () -> api.send(api.asNobody("/metrics")));

    for (var answer : RunningApi.atOnce(readers)) {
      assertThat(answer.text()).contains("starkeeper_build_info").endsWith("\n");
    }
  }

  private String page() {
    return api.send(api.asNobody("/metrics")).isStatus(200).text();
  }
}
