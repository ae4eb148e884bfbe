package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Instant;

/** How a payment stands to a subscription; {@code paidUntil} is when the paid period ends. */
sealed interface Recurrence {
  record None() implements Recurrence {}

  record First(Instant paidUntil) implements Recurrence {}

  record Renewal(Instant paidUntil) implements Recurrence {}

  /** Adds the fields of {@code SuccessfulPayment}; the first payment is recurring as well. */
  static void addTo(JsonObject json, Recurrence recurrence) {
    switch (recurrence) {
      case None _ -> {}
      case First(var paidUntil) -> {
        addPeriod(json, paidUntil);
        json.addProperty("is_first_recurring", true);
      }
      case Renewal(var paidUntil) -> addPeriod(json, paidUntil);
    }
  }

  private static void addPeriod(JsonObject json, Instant paidUntil) {
    json.addProperty("subscription_expiration_date", paidUntil.getEpochSecond());
    json.addProperty("is_recurring", true);
  }
}
