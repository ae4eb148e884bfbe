package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.sale.ListPayments;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.store.PaymentListStore.Listed;
import dev.starkeeper.store.PaymentListStore.Position;
import java.util.Locale;

/** A payment in JSON. */
final class PaymentShape {
  private PaymentShape() {}

  /** The reason is for servers only: it may hold what the merchant wrote for himself. */
  static JsonObject write(Listed listed, Caller caller) {
    var recorded = listed.recorded();
    var payment = recorded.payment();
    var json = new JsonObject();
    json.addProperty("chargeId", payment.chargeId().value());
    listed.invoice().ifPresent(invoice -> json.addProperty("invoiceId", invoice.payload()));
    json.addProperty("customerId", payment.payer().id().value());
    json.addProperty("stars", payment.stars().amount());
    json.addProperty("status", lowerCase(listed.status()));
    json.addProperty("renewal", payment.recurrence() instanceof Recurrence.Renewal);
    json.addProperty("paidAt", payment.paidAt().toString());
    payment.coversUntil().ifPresent(until -> json.addProperty("periodEndsAt", until.toString()));
    listed.refundedAt().ifPresent(at -> json.addProperty("refundedAt", at.toString()));
    json.addProperty("recordedFrom", lowerCase(listed.from()));
    if (caller instanceof Caller.Server && !recorded.reason().isEmpty()) {
      json.addProperty("reason", recorded.reason());
    }
    return json;
  }

  static JsonObject write(ListPayments.Page page, Caller caller) {
    var payments = new JsonArray();
    page.payments().forEach(payment -> payments.add(write(payment, caller)));
    var json = new JsonObject();
    json.add("payments", payments);
    page.next().ifPresent(next -> json.addProperty("next", cursor(next)));
    return json;
  }

  private static String cursor(Position next) {
    return PageCursor.write(next.paidAt(), next.charge().value());
  }

  private static String lowerCase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
