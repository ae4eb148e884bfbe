package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CorsTest {
  private static final String SHOP = "https://shop.example";

  private final RunningApi api =
      RunningApi.start(Map.of("CORS_ORIGINS", SHOP + ",http://localhost:5173"));

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aPreflightOfOurPageIsGranted() {
    var answer = api.send(preflight(SHOP)).isStatus(204);

    assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET, POST, PUT, DELETE");
    assertThat(answer.header("access-control-allow-headers"))
        .isEqualTo("Authorization, Content-Type, Idempotency-Key, Starkeeper-Bot");
    assertThat(answer.header("access-control-max-age")).isEqualTo("600");
    assertThat(answer.header("vary")).isEqualTo("Origin");
  }

  @Test
  void ourPageMayReadAnswersAndProblems() {
    var answer = api.send(api.asBuyer("/v1/me").header("Origin", SHOP)).isStatus(200);
    var problem = api.send(api.asNobody("/v1/me").header("Origin", SHOP)).isStatus(401);
    var missing = api.send(api.asNobody("/nothing").header("Origin", SHOP)).isStatus(404);

    for (var each : new Answer[] {answer, problem, missing}) {
      assertThat(each.header("access-control-allow-origin")).isEqualTo(SHOP);
      assertThat(each.header("access-control-expose-headers"))
          .isEqualTo("Idempotent-Replayed, Location, Retry-After");
    }
    assertThat(answer.header("access-control-allow-credentials")).isEmpty();
  }

  @Test
  void noOtherPageMay() {
    for (var origin : new String[] {"https://evil.example", "null", SHOP + ":444", SHOP + "/"}) {
      var preflight = api.send(preflight(origin)).isStatus(204);
      var answer = api.send(api.asBuyer("/v1/me").header("Origin", origin));

      assertThat(preflight.header("access-control-allow-origin")).isEmpty();
      assertThat(preflight.header("access-control-allow-methods")).isEmpty();
      assertThat(answer.header("access-control-allow-origin")).isEmpty();
      assertThat(answer.header("vary")).isEqualTo("Origin");
    }
  }

  private HttpRequest.Builder preflight(String origin) {
    return api.asNobody("/v1/invoices")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
        .method("OPTIONS", BodyPublishers.noBody());
  }
}
