package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two processes know nothing of one another's turns: the database alone keeps a purse in order. */
final class DebitRacesTest {
  @Test
  void twoProcessesTakeEachDebitOnceAndNeverMoreThanThereIs() {
    try (var one = RunningApi.start();
        var other = one.another()) {
      one.sellCoins("coins.100", 5);
      one.buy("{\"sku\":\"coins.100\"}", "charge-1");
      // Each key is used in both.
      var calls =
          IntStream.range(0, 100)
              .<Callable<Answer>>mapToObj(n -> {
                var api = n % 2 == 0 ? one : other;
                return () -> debit(api, "debit-" + n / 2);
              })
              .toList();

      var answers = RunningApi.atOnce(calls);

      assertThat(answers).extracting(Answer::status).containsOnly(200, 201, 409);
      assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(33);
      assertThat(one.count("select min(balance) from credit_debit")).isEqualTo(1);
    }
  }

  private static Answer debit(RunningApi api, String key) {
    var path = "/v1/customers/" + BUYER + "/credits/coins/debits";
    var request = api.asServer(path).header("Idempotency-Key", key);
    return api.send(RunningApi.json(request, "POST", "{\"amount\":3,\"reason\":\"a sweet\"}"));
  }
}
