package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaymentListTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void pagesHoldEachPaymentOnceTheNewestFirst() {
    // Some in the same second, as Telegram tells no finer.
    for (var i = 10; i < 35; i++) {
      api.now.set(NOON.plusSeconds(i / 4));
      api.worker.hold(77, i, "charge-" + i);
    }

    var seen = new ArrayList<String>();
    var path = "/v1/payments?limit=7";
    var answer = server(path).isStatus(200);
    seen.addAll(charges(answer));
    while (answer.json().has("next")) {
      api.worker.hold(1, 1, "newer-" + seen.size()); // moves nothing of what is behind
      answer = server(path + "&after=" + answer.get("next")).isStatus(200);
      seen.addAll(charges(answer));
    }

    var newestFirst = IntStream.range(0, 25).map(i -> 34 - i).mapToObj(i -> "charge-" + i).toList();
    assertThat(seen).isEqualTo(newestFirst);
  }

  @Test
  void aPageIsOf20UnlessToldOtherwise() {
    for (var i = 0; i < 101; i++) api.worker.hold(77, 1, "charge-" + i);

    assertThat(charges(server("/v1/payments"))).hasSize(20);
    assertThat(charges(server("/v1/payments?limit=1"))).hasSize(1);
    var most = server("/v1/payments?limit=100");
    assertThat(charges(most)).hasSize(100);
    var last = server("/v1/payments?limit=100&after=" + most.get("next"));
    assertThat(charges(last)).hasSize(1);
    assertThat(last.json().has("next")).isFalse();
  }

  @Test
  void anEmptyListIsAList() {
    assertThat(server("/v1/payments").isStatus(200).text()).isEqualTo("{\"payments\":[]}");
    assertThat(api.send(api.asBuyer("/v1/me/payments")).isStatus(200).text())
        .isEqualTo("{\"payments\":[]}");
  }

  @Test
  void eachStatusListsItsOwn() {
    for (var charge : List.of("held", "asked", "going", "failed", "again", "back")) {
      api.worker.hold(77, 1, charge);
    }
    refund("asked");
    for (var charge : List.of("failed", "again")) {
      refund(charge);
      api.worker.failRefund(charge, "BALANCE_TOO_LOW");
      api.worker.end("refund");
    }
    refund("again");
    refund("back");
    api.worker.refund("back");
    api.sellCoins("coins", 50);
    api.buy("{\"sku\":\"coins\"}", "given");

    assertThat(withStatus("fulfilled")).containsExactly("given");
    assertThat(withStatus("unmatched")).containsExactlyInAnyOrder("held", "going");
    assertThat(withStatus("refund_requested")).containsExactlyInAnyOrder("asked", "again");
    assertThat(withStatus("refund_failed")).containsExactly("failed");
    assertThat(withStatus("refunded")).containsExactly("back");
    assertThat(server("/v1/payments/failed").get("reason")).isEqualTo("BALANCE_TOO_LOW");
  }

  @Test
  void aStatusIsPagedAcrossWhatIsTakenUpAndWhatIsNot() {
    for (var i = 10; i < 20; i++) {
      api.now.set(NOON.plusSeconds(i));
      api.worker.hold(77, 1, "charge-" + i);
      refund("charge-" + i);
      if (i % 3 == 0) api.worker.takeRefund("charge-" + i);
    }

    var first = server("/v1/payments?status=refund_requested&limit=6");
    var second = server("/v1/payments?status=refund_requested&limit=6&after=" + first.get("next"));

    assertThat(charges(first))
        .containsExactly(
            "charge-19", "charge-18", "charge-17", "charge-16", "charge-15", "charge-14");
    assertThat(charges(second)).containsExactly("charge-13", "charge-12", "charge-11", "charge-10");
    assertThat(second.json().has("next")).isFalse();
  }

  @Test
  void aCustomerSeesWhatHePaidAndNobodyElsesAndNoReason() {
    api.sellCoins("coins", 50);
    api.buy("{\"sku\":\"coins\",\"recipientId\":77}", "charge-1");
    api.worker.hold(BUYER, 3, "charge-2");
    api.worker.hold(77, 4, "charge-3");

    var mine = api.send(api.asBuyer("/v1/me/payments")).isStatus(200);
    var theirs = server("/v1/customers/" + BUYER + "/payments").isStatus(200);

    assertThat(charges(mine)).containsExactlyInAnyOrder("charge-1", "charge-2");
    assertThat(charges(theirs)).isEqualTo(charges(mine));
    assertThat(mine.text()).doesNotContain("reason");
    assertThat(theirs.text()).contains("\"reason\":\"UNKNOWN_INVOICE\"");
    var page = api.send(api.asBuyer("/v1/me/payments?limit=1"));
    var rest = api.send(api.asBuyer("/v1/me/payments?limit=1&after=" + page.get("next")));
    assertThat(charges(rest)).hasSize(1).isNotEqualTo(charges(page));
  }

  @Test
  void listsAreForThoseTheyAreFor() {
    api.send(api.asBuyer("/v1/payments")).isProblem(403, "forbidden");
    api.send(api.asBuyer("/v1/payments/charge-1")).isProblem(403, "forbidden");
    api.send(api.asBuyer("/v1/customers/1/payments")).isProblem(403, "forbidden");
    server("/v1/me/payments").isProblem(403, "forbidden");
    api.send(api.asNobody("/v1/payments")).isProblem(401, "missing_credentials");
    server("/v1/customers/me/payments").isProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1&limit=2",
        "limit=01",
        "status=",
        "status=FULFILLED",
        "status=paid",
        "status=fulfilled&status=refunded",
        "after=",
        "after=x",
        "after=%00",
        "after=!!!",
        "after=MTIz",
        "after=MS4",
        "after=LTEueA",
        "after=OTk5OTk5OTk5OTk5OTk5OTk5LmE",
        "after=MS4A",
        "after=a&after=b"
      })
  void anUnusableQueryIsRefused(String query) {
    server("/v1/payments?" + query).isProblem(400, "invalid_request");
  }

  @Test
  void aCursorAtTheEndOfTimeIsHarmless() {
    var cursor =
        Base64.getUrlEncoder()
            .encodeToString("99999999999999999.a".getBytes(StandardCharsets.UTF_8));

    assertThat(server("/v1/payments?after=" + cursor).isStatus(200).text()).contains("[]");
  }

  private void refund(String charge) {
    api.post("/v1/payments/" + charge + "/refunds", "{\"reason\":\"why\"}").isStatus(202);
  }

  private List<String> withStatus(String status) {
    return charges(server("/v1/payments?status=" + status).isStatus(200));
  }

  private Answer server(String path) {
    return api.send(api.asServer(path));
  }

  private static List<String> charges(Answer answer) {
    return answer.json().getAsJsonArray("payments").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(payment -> payment.get("chargeId").getAsString())
        .toList();
  }
}
