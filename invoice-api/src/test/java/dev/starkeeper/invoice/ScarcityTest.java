package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is scarce, or owned already, is not offered: nobody opens what he cannot pay. */
final class ScarcityTest {
  private static final String UNIT = "\"unit\":\"coins\",\"units\":10";
  private static final String ONE = "{\"sku\":\"coins\"}";
  private static final String TWO = "{\"sku\":\"coins\",\"quantity\":2}";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatIsLeftIsSold() {
    api.sell("coins", "consumable", UNIT + ",\"stock\":2");

    api.mint("{\"sku\":\"coins\",\"quantity\":3}").isProblem(409, "sold_out");
    api.buy(TWO, "charge-1");

    api.mint(5, ONE).isProblem(409, "sold_out");
    assertThat(api.send(api.asBuyer("/v1/products/coins")).get("stock")).isEqualTo("0");
    assertThat(api.telegram.linkRequests()).hasSize(1);
  }

  @Test
  void whatOthersAreAboutToPayIsNotLeft() {
    api.sell("coins", "consumable", UNIT + ",\"stock\":2");
    var held = api.mint(TWO).isStatus(201).get("id");
    api.mint(5, ONE).isStatus(201); // an open one holds nothing
    api.worker.checkOut(held, NOON.plusSeconds(60));

    api.mint(6, ONE).isProblem(409, "sold_out");
    api.now.set(NOON.plusSeconds(60)); // the hold has lapsed
    api.mint(6, ONE).isStatus(201);
  }

  @Test
  void anOpenInvoiceIsGivenEvenIfNothingIsLeft() {
    api.sell("coins", "consumable", UNIT + ",\"stock\":1");
    var open = api.mint(5, ONE).isStatus(201).get("id");
    var mine = api.mint(ONE).isStatus(201).get("id");
    api.worker.checkOut(mine, NOON.plusSeconds(60));

    assertThat(api.mint(ONE).isStatus(200).get("status")).isEqualTo("checkout");
    assertThat(api.mint(5, ONE).isStatus(200).get("id")).isEqualTo(open);
  }

  @Test
  void whatWentBackIsLeftAgain() {
    api.sell("coins", "consumable", UNIT + ",\"stock\":1,\"limitPerCustomer\":1");
    api.buy(ONE, "charge-1");
    api.mint(ONE).isProblem(409, "sold_out");

    api.worker.refund("charge-1");

    api.mint(ONE).isStatus(201);
  }

  @Test
  void aRecipientHasNoMoreThanOneMay() {
    api.sell("coins", "consumable", UNIT + ",\"limitPerCustomer\":3");
    api.buy(TWO, "charge-1");

    var problem = api.mint(TWO).isProblem(409, "limit_reached");
    assertThat(problem.get("detail")).contains("3");
    api.mint("{\"sku\":\"coins\",\"quantity\":4,\"recipientId\":77}")
        .isProblem(409, "limit_reached");
    api.mint("{\"sku\":\"coins\",\"quantity\":3,\"recipientId\":77}").isStatus(201);
    api.mint(5, "{\"sku\":\"coins\",\"quantity\":2,\"recipientId\":%d}".formatted(BUYER))
        .isProblem(409, "limit_reached");
    api.buy(ONE, "charge-2");
    api.mint(ONE).isProblem(409, "limit_reached");
    assertThat(api.send(api.asBuyer("/v1/me")).text()).contains("\"coins\":30");
  }

  @Test
  void whatHeIsAboutToPayIsHis() {
    api.sell("coins", "consumable", UNIT + ",\"limitPerCustomer\":2");
    var held = api.mint(TWO).isStatus(201).get("id");
    api.mint(ONE).isStatus(201);
    api.worker.checkOut(held, NOON.plusSeconds(60));

    api.mint("{\"sku\":\"coins\",\"quantity\":1,\"recipientId\":%d}".formatted(BUYER))
        .isStatus(200); // open since before
    api.mint(5, "{\"sku\":\"coins\",\"recipientId\":%d}".formatted(BUYER))
        .isProblem(409, "limit_reached");
  }

  @Test
  void aDeclinedRequestLeavesItsKeyFree() {
    api.sell("coins", "consumable", UNIT + ",\"stock\":0");
    withKey().isProblem(409, "sold_out");

    api.putProduct(
            "coins",
            """
            {"title":"A thing","description":"What it is","stars":100,
             "kind":"consumable","unit":"coins","units":10,"stock":1}
            """)
        .isStatus(200);

    withKey().isStatus(201);
  }

  private Answer withKey() {
    var request = api.asBuyer("/v1/invoices").header("Idempotency-Key", "key-1");
    return api.send(RunningApi.json(request, "POST", ONE));
  }

  @Test
  void whatIsOwnedForEverIsSoldInNoOtherForm() {
    api.sell("pro", "unlock", "\"entitlement\":\"vip\"");
    api.sell("day", "pass", "\"entitlement\":\"vip\",\"durationDays\":1");
    api.sell("club", "subscription", "\"entitlement\":\"vip\"");
    api.buy("{\"sku\":\"day\"}", "charge-1");
    api.buy("{\"sku\":\"day\"}", "charge-2");
    api.buy("{\"sku\":\"pro\"}", "charge-3");

    for (var sku : new String[] {"pro", "day", "club"}) {
      api.mint("{\"sku\":\"%s\"}".formatted(sku)).isProblem(409, "already_owned");
    }
    api.worker.refund("charge-3");
    api.mint("{\"sku\":\"day\"}").isStatus(201);
    api.mint("{\"sku\":\"pro\"}").isStatus(201);
  }

  @Test
  void aSecondSubscriptionWaitsForTheEndOfTheFirst() {
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    api.buy("{\"sku\":\"club\"}", "charge-1");
    api.mint("{\"sku\":\"club\"}").isProblem(409, "already_owned");

    api.now.set(NOON.plus(Duration.ofDays(30)).minusMillis(1));
    api.mint("{\"sku\":\"club\"}").isProblem(409, "already_owned");
    api.now.set(NOON.plus(Duration.ofDays(30)));
    api.mint("{\"sku\":\"club\"}").isStatus(201);
  }

  @Test
  void onlyASubscriptionsLinkIsChargedEachMonth() {
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    api.sell("day", "pass", "\"entitlement\":\"vip\",\"durationDays\":30");

    api.mint("{\"sku\":\"club\"}").isStatus(201);
    api.mint("{\"sku\":\"day\"}").isStatus(201);
    api.mint("{\"sku\":\"club\",\"quantity\":2}").isProblem(400, "invalid_request");

    assertThat(api.telegram.linkRequests().getFirst()).contains("subscription_period=2592000");
    assertThat(api.telegram.linkRequests().getLast()).doesNotContain("subscription_period");
  }
}
