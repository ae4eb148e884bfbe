package dev.starkeeper.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One bot of a sandbox, and the people around it. */
record TestBot(HttpClient http, URI url, String token) {
  static final String FORM = "application/x-www-form-urlencoded";
  private static final Duration MOST = Duration.ofSeconds(60); // only so that a failure ends
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  /** Calls a method with a form of names and values in turn. */
  Answer call(String method, Object... namesAndValues) {
    return send(post("/bot" + token + "/" + method, FORM, form(namesAndValues)));
  }

  CompletableFuture<Answer> callLater(String method, Object... namesAndValues) {
    return CompletableFuture.supplyAsync(() -> call(method, namesAndValues), THREADS);
  }

  Answer control(String verb, String name, String body) {
    return send(
        HttpRequest.newBuilder(controlAddress(name))
            .method(verb, BodyPublishers.ofString(body))
            .timeout(MOST)
            .build());
  }

  URI controlAddress(String name) {
    var separator = name.contains("?") ? "&" : "?";
    return URI.create(url + "/sandbox/" + name + separator + "token=" + token);
  }

  HttpRequest post(String path, String contentType, byte[] body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofByteArray(body))
        .timeout(MOST)
        .build();
  }

  HttpRequest post(String path, String contentType, String body) {
    return post(path, contentType, body.getBytes(UTF_8));
  }

  Answer send(HttpRequest request) {
    try {
      return new Answer(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String form(Object... namesAndValues) {
    var form = new StringBuilder();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      if (!form.isEmpty()) form.append('&');
      form.append(namesAndValues[i]).append('=');
      form.append(URLEncoder.encode(String.valueOf(namesAndValues[i + 1]), UTF_8));
    }
    return form.toString();
  }

  /** A createInvoiceLink by form. */
  static String invoiceForm(String payload) {
    var what = form("title", "T", "description", "D", "payload", payload);
    return what + "&" + form("currency", "XTR", "prices", prices(5));
  }

  String link(String payload, int stars) {
    return createLink(payload, stars).result().getAsString();
  }

  /** Creates a link; {@code more} are further names and values in turn. */
  Answer createLink(String payload, int stars, Object... more) {
    var invoice =
        new Object[] {
          "title",
          "Sword",
          "description",
          "Sharp",
          "payload",
          payload,
          "currency",
          "XTR",
          "prices",
          prices(stars)
        };
    var all = Stream.of(invoice, more).flatMap(Arrays::stream).toArray();
    return call("createInvoiceLink", all);
  }

  /** The parameters of an invoice that is sent to user 42. */
  static Object[] sword() {
    return new Object[] {
      "chat_id",
      42,
      "title",
      "Sword",
      "description",
      "Sharp",
      "payload",
      "order-1",
      "currency",
      "XTR",
      "prices",
      prices(5)
    };
  }

  static String prices(int stars) {
    return "[{\"label\":\"Sword\",\"amount\":" + stars + "}]";
  }

  CompletableFuture<JsonObject> pay(String link, long userId) {
    return payWith("\"link\":" + new JsonPrimitive(link) + ",\"user\":{\"id\":" + userId + "}");
  }

  /** Pays by a control body of these fields. */
  CompletableFuture<JsonObject> payWith(String fields) {
    return CompletableFuture.supplyAsync(
        () -> control("POST", "pay", "{" + fields + "}").json(), THREADS);
  }

  /** The next update, confirming none. Waits for it. */
  JsonObject nextUpdate() {
    return call("getUpdates", "timeout", 50, "limit", 1).updates().getFirst();
  }

  JsonObject nextUpdateAfter(JsonObject update) {
    var offset = update.get("update_id").getAsInt() + 1;
    return call("getUpdates", "timeout", 50, "limit", 1, "offset", offset).updates().getFirst();
  }

  Answer approve(JsonObject preCheckout) {
    return call(
        "answerPreCheckoutQuery", "pre_checkout_query_id", queryId(preCheckout), "ok", true);
  }

  static String queryId(JsonObject update) {
    return update.getAsJsonObject("pre_checkout_query").get("id").getAsString();
  }

  /** Sells a subscription; returns the update of its first payment. */
  JsonObject subscribes(long userId, String payload, int stars) {
    var link = createLink(payload, stars, "subscription_period", 2_592_000).result().getAsString();
    return pays(userId, link);
  }

  /** Advances this bot's own clock. */
  JsonObject advance(String time) {
    return controlled("clock", "{\"advance\":\"" + time + "\"}");
  }

  /** The answer of a control that is carried out. */
  JsonObject controlled(String name, String body) {
    var answer = control("POST", name, body);
    if (answer.status() != 200) throw new AssertionError(answer.status() + " " + answer.text());
    return answer.json();
  }

  /** The whole history, the oldest line first. */
  List<JsonObject> transactions(Object... namesAndValues) {
    var result = call("getStarTransactions", namesAndValues).result().getAsJsonObject();
    return Answer.objects(result.getAsJsonArray("transactions"));
  }

  /** All that waits, of which nothing is confirmed. */
  List<JsonObject> updates() {
    return call("getUpdates").updates();
  }

  /** Pays and approves; returns the successful_payment update. */
  JsonObject pays(long userId, String link) {
    var paid = pay(link, userId);
    var asked = nextUpdate();
    approve(asked).result();
    var settled = nextUpdateAfter(asked);
    call("getUpdates", "offset", settled.get("update_id").getAsInt() + 1).result();
    within(paid);
    return settled;
  }

  static JsonObject payment(JsonObject update) {
    return update.getAsJsonObject("message").getAsJsonObject("successful_payment");
  }

  static String chargeId(JsonObject update) {
    return payment(update).get("telegram_payment_charge_id").getAsString();
  }

  /** Of all invoices, the newest first. */
  List<String> payloads() {
    return Answer.objects(state().getAsJsonArray("invoices")).stream()
        .map(invoice -> invoice.get("payload").getAsString())
        .toList();
  }

  JsonObject state() {
    return control("GET", "state", "").json();
  }

  /** Asks for the state until it is as wanted. */
  void awaitState(Predicate<JsonObject> wanted) {
    var end = System.nanoTime() + MOST.toNanos();
    while (!wanted.test(state())) {
      if (System.nanoTime() > end) throw new AssertionError("still " + state());
      Thread.onSpinWait();
    }
  }

  void awaitPoll() {
    awaitState(state -> state.get("pollWaiting").getAsBoolean());
  }

  static <T> T within(CompletableFuture<T> future) {
    return future.orTimeout(MOST.toSeconds(), TimeUnit.SECONDS).join();
  }
}
