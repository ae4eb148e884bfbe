package dev.starkeeper.launch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** One purchase, played as a Mini App and its user do it, and what there is to show for it. */
final class Purchase {
  private static final String SKU = "premium";
  private static final String ENTITLEMENT = "premium";
  private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(20); // it is sent a bit later
  private static final Duration REST = Duration.ofMillis(20);

  private final Shop shop;
  private final Progress progress;
  private final InstantSource clock;
  private final CountDownLatch askedToStop;
  private final List<String> missing = new ArrayList<>();

  Purchase(Shop shop, InstantSource clock, CountDownLatch askedToStop) {
    this.shop = shop;
    this.progress = new Progress(System.out, clock);
    this.clock = clock;
    this.askedToStop = askedToStop;
  }

  /** Throws {@link LaunchFailure}, saying what is missing, unless the Star was delivered. */
  void play() throws IOException {
    progress.text("\nOne purchase:");
    var asUser = shop.account().asUser(clock.instant());
    progress.step("init data signed for user " + shop.account().userId());
    var invoice = askForInvoice(asUser);
    var waiting = waitUntilPaid(asUser, text(invoice, "id"));
    pay(text(invoice, "link"));
    expect("paid".equals(waiting.join()), "the waiting call did not say `paid`");
    seeWhatIsOwned(asUser);
    awaitReceipt();
    showRecords();
    if (!missing.isEmpty()) throw new LaunchFailure("NOT delivered: " + String.join("; ", missing));
    progress.text("Delivered: one payment, one entitlement, one receipt.");
  }

  private JsonObject askForInvoice(String asUser) throws IOException {
    var wish = new JsonObject();
    wish.addProperty("sku", SKU);
    var answer = shop.http().post(shop.api().uri("/v1/invoices"), asUser, wish);
    progress.step("POST /v1/invoices -> " + answer.status());
    if (answer.status() != 201) throw new LaunchFailure("no invoice: " + answer.body());
    var invoice = new JsonObject();
    invoice.addProperty("id", text(answer.body(), "id"));
    invoice.addProperty("link", text(answer.body(), "invoiceLink"));
    progress.detail(
        "invoice " + text(invoice, "id") + ", " + text(answer.body(), "stars") + " Stars");
    progress.detail("link    " + text(invoice, "link"));
    return invoice;
  }

  /** The status a Mini App learns while its user is at the payment sheet. */
  private CompletableFuture<String> waitUntilPaid(String asUser, String id) {
    var uri = shop.api().uri("/v1/invoices/" + id + "?wait=30");
    var status = new CompletableFuture<String>();
    Thread.ofVirtual()
        .name("wait-until-paid")
        .start(() -> {
          try {
            var answer = shop.http().get(uri, asUser);
            progress.step("GET /v1/invoices/{id}?wait=30 -> " + text(answer.body(), "status"));
            status.complete(text(answer.body(), "status"));
          } catch (IOException e) {
            status.complete("no answer: " + e.getMessage());
          }
        });
    return status;
  }

  private void pay(String link) throws IOException {
    var order = new JsonObject();
    order.addProperty("link", link);
    order.add("user", shop.account().user());
    progress.step("the user pays");
    var paid = shop.http().post(shop.sandbox("pay"), "", order).body();
    if (!"paid".equals(text(paid, "status"))) throw new LaunchFailure("not paid: " + paid);
    progress.step(
        "Telegram: paid; the pre-checkout was answered in " + text(paid, "preCheckoutMs") + " ms");
    progress.detail("charge  " + text(paid, "chargeId"));
  }

  private void seeWhatIsOwned(String asUser) throws IOException {
    var me = shop.http().get(shop.api().uri("/v1/me"), asUser).body();
    progress.step("GET /v1/me -> " + me.get("entitlements"));
    var owned = list(me, "entitlements").stream().map(JsonElement::getAsJsonObject);
    var active =
        owned.anyMatch(e -> text(e, "key").equals(ENTITLEMENT) && text(e, "active").equals("true"));
    expect(active, "no active entitlement");
  }

  private void awaitReceipt() throws IOException {
    var deadline = clock.instant().plus(RECEIPT_LIMIT);
    var chat = Long.toString(shop.account().userId());
    while (clock.instant().isBefore(deadline)) {
      for (var message : list(shop.http().get(shop.sandbox("state"), "").body(), "messages")) {
        if (!text(message.getAsJsonObject(), "chatId").equals(chat)) continue;
        progress.step("receipt: " + text(message.getAsJsonObject(), "text").replace("\n", " / "));
        return;
      }
      Stopped.orRest(askedToStop, REST);
    }
    missing.add("no receipt after " + RECEIPT_LIMIT.toSeconds() + " s");
  }

  private void showRecords() {
    var records = Records.of(shop.databaseUrl());
    var payments = records.rows("payment");
    progress.text("");
    progress.text(Records.table("payment", payments));
    progress.text(Records.table("invoice", records.rows("invoice")));
    progress.text(Records.table("entitlement_grant", records.rows("entitlement_grant")));
    expect(payments.size() == 1, payments.size() + " payments recorded instead of one");
    expect(
        payments.stream().allMatch(row -> "FULFILLED".equals(row.get("status"))),
        "the payment is not fulfilled");
  }

  private void expect(boolean fact, String otherwise) {
    if (!fact) missing.add(otherwise);
  }

  private static List<JsonElement> list(JsonObject json, String name) {
    var value = json.get(name);
    return value != null && value.isJsonArray() ? value.getAsJsonArray().asList() : List.of();
  }

  /** Empty if there is none. */
  private static String text(JsonObject json, String name) {
    var value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
