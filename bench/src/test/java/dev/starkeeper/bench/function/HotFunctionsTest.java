package dev.starkeeper.bench.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.invoice.caller.InitDataVerdict;
import dev.starkeeper.telegram.Update;
import org.junit.jupiter.api.Test;

/** A function that refuses what it is given is quick, and of no interest. */
final class HotFunctionsTest {
  private final HotFunctions functions = new HotFunctions();

  @Test
  void initDataIsGenuine() {
    assertThat(functions.verifyInitData()).isInstanceOf(InitDataVerdict.Genuine.class);
  }

  @Test
  void bodyIsAnOrder() {
    assertThat(functions.readRequestBody().keySet()).containsExactly("sku", "quantity");
  }

  @Test
  void updatesAreWhatTheyAreCalled() {
    assertThat(functions.readPreCheckoutQuery())
        .hasSize(100)
        .allMatch(update -> update.content() instanceof Update.Content.AskedToPay);
    assertThat(functions.readSuccessfulPayment())
        .hasSize(100)
        .allMatch(update -> update.content() instanceof Update.Content.Paid);
  }
}
