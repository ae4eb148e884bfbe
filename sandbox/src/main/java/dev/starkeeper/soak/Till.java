package dev.starkeeper.soak;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.launch.Account;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.soak.book.Things;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The HTTP API, as the Mini App of a buyer and the merchant's server use it. */
public final class Till {
  private static final String REASON = "regretted"; // of refunds
  private static final int WAIT_SECONDS = 10;
  private static final int WAITS = 6;

  /** What came of asking for an invoice. */
  public sealed interface Mint {
    record Minted(String invoice, String link) implements Mint {}

    /** {@code problem} is its status and code. */
    record Declined(String problem) implements Mint {}

    record Unanswered() implements Mint {}
  }

  private final Account merchant;
  private final ApiCalls calls;
  private final JsonHttp http;
  private final InstantSource clock;

  public Till(Account merchant, ApiCalls calls, JsonHttp http, InstantSource clock) {
    this.merchant = merchant;
    this.calls = calls;
    this.http = http;
    this.clock = clock;
  }

  /** False when the API does not know this kind of product. */
  public boolean putOnSale(Ware ware) {
    var answer =
        calls
            .untilAnswered(api ->
                http.put(api.uri("/v1/products/" + ware.sku()), merchant.asServer(), ware.json()))
            .orElseThrow(() -> new LaunchFailure("no API process takes " + ware.sku()));
    if (answer.status() == 400) return false;
    if (answer.status() / 100 == 2) return true;
    throw new LaunchFailure(ware.sku() + " is not taken: " + answer.body());
  }

  /** Asked any number of times with one {@code key}, it is one invoice. */
  public Mint mint(long buyer, Ware ware, int quantity, String key) {
    var wish = new JsonObject();
    wish.addProperty("sku", ware.sku());
    wish.addProperty("quantity", quantity);
    var headers = Map.of("Authorization", asUser(buyer), "Idempotency-Key", key);
    return calls
        .untilAnswered(api -> http.post(api.uri("/v1/invoices"), headers, wish))
        .map(Till::minted)
        .orElseGet(Mint.Unanswered::new);
  }

  private static Mint minted(JsonHttp.Answer answer) {
    var body = answer.body();
    if (answer.status() / 100 != 2) {
      var code = body.has("code") ? body.get("code").getAsString() : "no code";
      return new Mint.Declined(answer.status() + " " + code);
    }
    return new Mint.Minted(body.get("id").getAsString(), body.get("invoiceLink").getAsString());
  }

  /** As a Mini App waits while its user pays. False when a minute was not enough. */
  public boolean isToldPaid(long buyer, String invoice) {
    for (var i = 0; i < WAITS; i++) {
      var answer =
          calls.untilAnswered(api ->
              http.get(
                  api.uri("/v1/invoices/" + invoice + "?wait=" + WAIT_SECONDS), asUser(buyer)));
      var status = answer.map(JsonHttp.Answer::body).map(body -> body.get("status"));
      if (status.filter(Till::isPaid).isPresent()) return true;
    }
    return false;
  }

  private static boolean isPaid(JsonElement status) {
    return status.getAsString().equals("paid") || status.getAsString().equals("refunded");
  }

  /** Whether the API promised it. Empty: it does not know how. */
  Optional<Boolean> refund(String charge) {
    var body = new JsonObject();
    body.addProperty("reason", REASON);
    var answer =
        calls.untilAnswered(api ->
            http.post(
                api.uri("/v1/payments/" + charge + "/refunds"),
                Map.of("Authorization", merchant.asServer()),
                body));
    return answer.map(JsonHttp.Answer::status).map(status -> status == 202);
  }

  /** All that {@code GET /v1/me} says a customer has; empty when nobody answers. */
  Optional<Map<String, Long>> owned(long customer) {
    return calls
        .untilAnswered(api -> http.get(api.uri("/v1/me"), asUser(customer)))
        .map(answer -> things(answer.body()));
  }

  private static Map<String, Long> things(JsonObject me) {
    var things = new HashMap<String, Long>();
    for (var member : me.getAsJsonArray("entitlements")) {
      var entitlement = member.getAsJsonObject();
      if (entitlement.get("active").getAsBoolean()) {
        things.put(Things.entitlement(entitlement.get("key").getAsString()), 1L);
      }
    }
    for (var credit : me.getAsJsonObject("credits").entrySet()) {
      var amount = credit.getValue().getAsLong();
      if (amount != 0) things.put(Things.credits(credit.getKey()), amount);
    }
    return things;
  }

  private String asUser(long id) {
    return new Account(merchant.botToken(), merchant.serverKey(), id).asUser(clock.instant());
  }
}
