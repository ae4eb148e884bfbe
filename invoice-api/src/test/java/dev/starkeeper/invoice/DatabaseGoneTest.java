package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DatabaseGoneTest {
  @Test
  void everythingButLifeItselfIsUnavailable() {
    try (var api = RunningApi.startWithoutDatabase()) {
      var answers =
          RunningApi.atOnce(
              List.of(
                  () -> api.mint("{\"sku\":\"coins\"}"),
                  () -> api.send(api.asBuyer("/v1/me")),
                  () -> api.send(api.asBuyer("/v1/products")),
                  () -> api.send(api.asServer("/v1/products/x").DELETE()),
                  () -> api.invoice("00000000-0000-7000-8000-000000000000?wait=30"),
                  () -> api.send(api.asNobody("/readyz"))));

      for (var answer : answers) {
        answer.isProblem(503, "database_unavailable");
        assertThat(answer.header("retry-after")).isEqualTo("2");
        assertThat(answer.text()).doesNotContain("127.0.0.1", "hidden-word", "Hikari", "SQL");
      }
      assertThat(api.telegram.linkRequests()).isEmpty();
      api.send(api.asNobody("/healthz")).isStatus(200);
      api.send(api.asNobody("/v1/me")).isProblem(401, "missing_credentials");
    }
  }

  @Test
  void aSchemaThatIsTooOldIsNotReady() {
    try (var api = RunningApi.start()) {
      api.database
          .database()
          .inTransactionDo(tx ->
              tx.execute(
                  "delete from flyway_schema_history where version = (select max(version) from flyway_schema_history)"));

      api.send(api.asNobody("/readyz")).isProblem(503, "database_unavailable");
    }
  }
}
