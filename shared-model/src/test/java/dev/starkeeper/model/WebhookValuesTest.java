package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.Event.OfPayment.PaymentNews;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookValuesTest {
  private static final WebhookEndpointId ENDPOINT = new WebhookEndpointId(new UUID(1, 2));

  @Test
  void everyTypeOfEventIsKnownAndNoOtherIs() {
    assertThat(EventTypes.known())
        .isSorted()
        .hasSize(
            PaymentNews.values().length
                + EntitlementNews.values().length
                + SubscriptionNews.values().length
                + 3)
        .contains("payment.succeeded", "entitlement.expired", "subscription.payment_failed")
        .contains("credits.changed", "invoice.expired", "support.requested");
    assertThat(EventTypes.of(List.of("payment.refunded", "credits.changed", "payment.refunded")))
        .isEqualTo(new EventTypes(List.of("credits.changed", "payment.refunded")));
    assertThatThrownBy(() -> EventTypes.of(List.of())).hasMessage("eventTypes is empty");
    assertThatThrownBy(() -> EventTypes.of(List.of("payment")))
        .hasMessageStartingWith("eventTypes holds what is none of credits.changed, ");
  }

  @Test
  void deliveryIsNamedByItsEndpointAndItsEvent() {
    var id = new WebhookDeliveryId(ENDPOINT, 4711);

    assertThat(id.text()).isEqualTo("00000000-0000-0001-0000-000000000002.4711");
    assertThat(WebhookDeliveryId.ofText(id.text())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "00000000-0000-0001-0000-000000000002",
        "00000000-0000-0001-0000-000000000002.",
        "00000000-0000-0001-0000-000000000002.0",
        "00000000-0000-0001-0000-000000000002.01",
        "00000000-0000-0001-0000-000000000002.-1",
        "00000000-0000-0001-0000-000000000002.9999999999999999999",
        "00000000-0000-0001-0000-00000000000A.1",
        "0-0-1-0-2.1"
      })
  void otherNamesAreNobodys(String text) {
    assertThat(WebhookDeliveryId.ofText(text)).isEmpty();
  }

  @Test
  void secretHasThirtyTwoBytesAndTellsThemToNobody() {
    var secret = WebhookSecret.make(new SecureRandom());

    assertThat(secret).isNotEqualTo(WebhookSecret.make(new SecureRandom())).hasToString("whsec_…");
    assertThat(Base64.getDecoder().decode(secret.value().substring(6))).hasSize(32);
  }

  @Test
  void addressTellsItsHostAlone() {
    assertThat(new WebhookUrl("https://shop.example:8443/hook?key=inner"))
        .hasToString("WebhookUrl[shop.example]");
  }
}
