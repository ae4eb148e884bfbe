package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.Books;
import dev.starkeeper.model.HistoryFindings;
import dev.starkeeper.model.PaymentTotal;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTotal;
import dev.starkeeper.model.Stars;
import java.util.Locale;

/** The books, in JSON. Amounts are whole Stars and billionths of one, both of the same sign. */
final class BooksShape {
  private BooksShape() {}

  static JsonObject write(Books books) {
    var json = new JsonObject();
    json.addProperty("currency", Stars.CURRENCY);
    json.add("received", write(books.received()));
    json.add("refunded", write(books.refunded()));
    json.add("withdrawn", write(books.withdrawn()));
    json.add("other", write(books.other()));
    json.add("expectedBalance", write(books.expected()));
    if (books.balance() instanceof BalanceReading.Told(var balance, var at)) {
      json.add("telegramBalance", write(balance));
      json.addProperty("readAt", at.toString());
    }
    books.difference().ifPresent(difference -> json.add("difference", write(difference)));
    json.addProperty("complete", books.cursor().isAtEnd());
    json.addProperty("transactions", books.transactions());
    var kinds = new JsonArray();
    books.totals().forEach(total -> kinds.add(write(total)));
    json.add("kinds", kinds);
    json.add("recovered", write(books.findings()));
    json.addProperty("imported", books.findings().imported());
    json.addProperty("restarts", books.findings().restarts());
    json.add("ledger", write(books.ledger()));
    var warnings = new JsonArray();
    books.warnings().forEach(warnings::add);
    json.add("warnings", warnings);
    return json;
  }

  private static JsonObject write(StarAmount amount) {
    var json = new JsonObject();
    json.addProperty("stars", amount.stars());
    json.addProperty("nanostars", amount.nanostars());
    return json;
  }

  private static JsonObject write(StarTotal total) {
    var json = new JsonObject();
    json.addProperty("kind", total.kind());
    json.addProperty("direction", total.direction().name().toLowerCase(Locale.ROOT));
    json.addProperty("transactions", total.count());
    json.add("amount", write(total.amount()));
    return json;
  }

  private static JsonObject write(HistoryFindings findings) {
    var json = new JsonObject();
    json.addProperty("payments", findings.payments());
    json.addProperty("refunds", findings.refunds());
    if (!findings.lastAt().equals(HistoryFindings.NEVER)) {
      json.addProperty("lastAt", findings.lastAt().toString());
    }
    return json;
  }

  private static JsonObject write(PaymentTotal ledger) {
    var json = new JsonObject();
    json.addProperty("payments", ledger.payments());
    json.addProperty("stars", ledger.stars());
    json.addProperty("refunds", ledger.refunds());
    json.addProperty("refundedStars", ledger.refundedStars());
    return json;
  }
}
