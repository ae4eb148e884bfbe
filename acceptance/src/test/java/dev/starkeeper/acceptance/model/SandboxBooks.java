package dev.starkeeper.acceptance.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the sandbox has written down of one bot.
 *
 * @param charges in the sequence in which they were made
 * @param refunded ids of those that went back as refunds
 */
record SandboxBooks(
    List<Charge> charges, Set<String> refunded, List<Subscription> subscriptions, long balance) {

  record Charge(String id, long user, int stars, String payload, Instant paidAt) {}

  /** As Telegram has it. */
  record Subscription(
      List<String> charges, long user, String payload, boolean canceled, boolean lapsed) {}

  static SandboxBooks read(JsonObject state) {
    var charges = objects(state, "payments").stream().map(SandboxBooks::charge).toList();
    return new SandboxBooks(
        charges.reversed(),
        objects(state, "refunds").stream()
            .map(refund -> refund.get("chargeId").getAsString())
            .collect(Collectors.toSet()),
        objects(state, "subscriptions").stream()
            .map(SandboxBooks::subscription)
            .toList()
            .reversed(),
        state.get("balance").getAsLong());
  }

  Optional<Charge> charge(int number) {
    return Lists.at(charges, number);
  }

  private static Charge charge(JsonObject payment) {
    return new Charge(
        payment.get("chargeId").getAsString(),
        payment.get("userId").getAsLong(),
        payment.get("amount").getAsInt(),
        payment.get("payload").getAsString(),
        Instant.parse(payment.get("paidAt").getAsString()));
  }

  private static Subscription subscription(JsonObject json) {
    return new Subscription(
        elements(json.getAsJsonArray("charges")).stream().map(JsonElement::getAsString).toList(),
        json.get("userId").getAsLong(),
        json.get("payload").getAsString(),
        json.get("canceled").getAsBoolean(),
        json.get("lapsed").getAsBoolean());
  }

  private static List<JsonObject> objects(JsonObject state, String name) {
    return elements(state.getAsJsonArray(name)).stream().map(JsonElement::getAsJsonObject).toList();
  }

  private static List<JsonElement> elements(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
