package dev.starkeeper.soak;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.soak.book.TelegramBook;
import dev.starkeeper.soak.book.TelegramBook.Charge;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** The sandbox's controls: what users do in Telegram, and what is in its books. */
public final class PlayedTelegram {
  private static final int EVERYTHING = 1_000_000; // the most it lists

  /** How a visit to the payment sheet ended. */
  public sealed interface Payment {
    record Charged(String charge, long preCheckoutMillis) implements Payment {}

    /** {@code reason} is what the payer read. */
    record Declined(String reason) implements Payment {}

    record Cancelled() implements Payment {}
  }

  private final URI url;
  private final String botToken;
  private final JsonHttp http;

  public PlayedTelegram(URI url, String botToken, JsonHttp http) {
    this.url = url;
    this.botToken = botToken;
    this.http = http;
  }

  public Payment pay(String link, long user) throws IOException {
    return payment(post("pay", payer(link, user)));
  }

  /** The user opens the sheet and closes it again. */
  Payment closeTheSheet(String link, long user) throws IOException {
    var body = payer(link, user);
    body.addProperty("cancel", true);
    return payment(post("pay", body));
  }

  private static JsonObject payer(String link, long user) {
    var body = new JsonObject();
    body.addProperty("link", link);
    body.add("user", user(user));
    return body;
  }

  private static JsonObject user(long id) {
    var user = new JsonObject();
    user.addProperty("id", id);
    user.addProperty("first_name", "Buyer");
    user.addProperty("language_code", "en");
    return user;
  }

  private static Payment payment(JsonObject answer) {
    return switch (answer.get("status").getAsString()) {
      case "paid" ->
          new Payment.Charged(
              answer.get("chargeId").getAsString(), answer.get("preCheckoutMs").getAsLong());
      case "failed" -> new Payment.Declined(answer.get("error").getAsString());
      default -> new Payment.Cancelled();
    };
  }

  /** Telegram gives a charge back without being asked by the bot. */
  void refund(String charge) throws IOException {
    var body = new JsonObject();
    body.addProperty("chargeId", charge);
    post("refund", body);
  }

  /** The user writes to the bot. */
  public void write(long user, String text) throws IOException {
    var body = new JsonObject();
    body.add("user", user(user));
    body.addProperty("text", text);
    post("message", body);
  }

  /**
   * What the bot does about its updates.
   *
   * @param pending how many it has not confirmed
   * @param isPolled whether somebody waits for more
   * @param polls how often it has asked
   */
  public record Mail(long pending, boolean isPolled, long polls) {}

  public Mail mail() throws IOException {
    var state = accepted(http.get(control("state", "&limit=0"), ""));
    var polls = state.getAsJsonObject("calls").get("getUpdates");
    return new Mail(
        state.get("pendingUpdateCount").getAsLong(),
        state.get("pollWaiting").getAsBoolean(),
        polls == null ? 0 : polls.getAsLong());
  }

  void plant(JsonObject faults) throws IOException {
    accepted(http.put(control("faults", ""), "", faults));
  }

  TelegramBook book() throws IOException {
    var state = accepted(http.get(control("state", "&limit=" + EVERYTHING), ""));
    return new TelegramBook(
        objects(state, "payments").map(PlayedTelegram::charge).toList(),
        objects(state, "refunds").map(refund -> refund.get("chargeId").getAsString()).toList(),
        state.get("balance").getAsLong(),
        state.get("pendingUpdateCount").getAsLong());
  }

  private static Charge charge(JsonObject payment) {
    return new Charge(
        payment.get("chargeId").getAsString(),
        payment.get("userId").getAsLong(),
        payment.get("amount").getAsLong(),
        payment.get("payload").getAsString());
  }

  private static Stream<JsonObject> objects(JsonObject state, String list) {
    List<JsonElement> members = state.getAsJsonArray(list).asList();
    return members.stream().map(JsonElement::getAsJsonObject);
  }

  private JsonObject post(String control, JsonObject body) throws IOException {
    return accepted(http.post(control(control, ""), "", body));
  }

  private static JsonObject accepted(JsonHttp.Answer answer) {
    if (answer.status() == 200) return answer.body();
    throw new LaunchFailure("the sandbox answers " + answer.status() + ": " + answer.body());
  }

  private URI control(String name, String more) {
    return URI.create(url + "/sandbox/" + name + "?token=" + botToken + more);
  }
}
