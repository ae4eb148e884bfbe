package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CustomersTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whoWasNeverSeenOwnsNothing() {
    assertThat(api.send(api.asBuyer("/v1/me")).isStatus(200).json()).isEqualTo(owning("[]", "{}"));
    assertThat(api.send(api.asServer("/v1/customers/" + BUYER)).isStatus(200).json())
        .isEqualTo(owning("[]", "{}"));
  }

  @Test
  void whatWasPaidIsOwned() {
    api.sellUnlock("pro", "pro-features");
    api.sellCoins("coins", 50);
    buy("{\"sku\":\"pro\"}", "charge-1");
    buy("{\"sku\":\"coins\"}", "charge-2");
    buy("{\"sku\":\"coins\",\"quantity\":3}", "charge-3");

    var owned = owning("[{\"key\":\"pro-features\",\"active\":true}]", "{\"coins\":400}");
    assertThat(api.send(api.asBuyer("/v1/me")).isStatus(200).json()).isEqualTo(owned);
    assertThat(api.send(api.asServer("/v1/customers/" + BUYER)).json()).isEqualTo(owned);
  }

  @Test
  void aGiftBelongsToItsRecipient() {
    api.sellUnlock("pro", "pro-features");
    buy("{\"sku\":\"pro\",\"recipientId\":77}", "charge-1");

    assertThat(api.send(api.asBuyer("/v1/me")).json()).isEqualTo(owning("[]", "{}"));
    assertThat(api.send(api.asUser(77, "/v1/me")).text()).contains("pro-features");
  }

  private void buy(String order, String charge) {
    api.worker.pay(api.mint(order).isStatus(201).get("id"), charge);
  }

  private static JsonElement owning(String entitlements, String credits) {
    return JsonParser.parseString(
        """
        {"customerId":4200000001,"entitlements":%s,"credits":%s,"subscriptions":[]}
        """
            .formatted(entitlements, credits));
  }
}
