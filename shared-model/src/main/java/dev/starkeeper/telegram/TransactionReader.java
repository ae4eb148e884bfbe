package dev.starkeeper.telegram;

import static dev.starkeeper.telegram.Fields.number;
import static dev.starkeeper.telegram.Fields.object;
import static dev.starkeeper.telegram.Fields.storable;
import static dev.starkeeper.telegram.Fields.text;
import static dev.starkeeper.telegram.Fields.user;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Reads one star transaction from its JSON, strictly where money is concerned. One that cannot be
 * read is kept as that; if only its partner cannot be, its amount still counts.
 */
final class TransactionReader {
  private static final long MOST_STARS = 1_000_000_000_000_000L; // so that no sum overflows
  private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999
  private static final int NANOS = 999_999_999;
  private static final int LONGEST_ID = 255;
  private static final Pattern KIND = Pattern.compile("[a-z0-9_]{1,40}");

  private TransactionReader() {}

  static StarTransaction read(JsonElement json) {
    if (!(json instanceof JsonObject line)) return unreadable(json, "not an object");
    try {
      var partner = partner(line, direction(line));
      return new StarTransaction(
          id(line), direction(line), positive(line), at(line), partner, kept(json));
    } catch (IllegalArgumentException e) {
      return unreadable(json, String.valueOf(e.getMessage()));
    }
  }

  /** The Bot API's {@code StarAmount}. */
  static StarAmount amount(JsonObject amount) {
    var stars = number(amount, "amount");
    var nanos = amount.has("nanostar_amount") ? number(amount, "nanostar_amount") : 0;
    if (Math.abs(stars) > MOST_STARS || Math.abs(nanos) > NANOS) {
      throw new IllegalArgumentException("amount is out of range: " + stars + ", " + nanos);
    }
    return new StarAmount(stars, (int) nanos);
  }

  private static StarAmount positive(JsonObject line) {
    var amount = amount(line);
    if (!amount.isNegative()) return amount;
    throw new IllegalArgumentException("amount is negative: " + amount.inWords());
  }

  private static String id(JsonObject line) {
    var id = storable(text(line, "id"));
    if (id.length() <= LONGEST_ID) return id;
    throw new IllegalArgumentException("id is too long: " + id.length() + " characters");
  }

  private static Direction direction(JsonObject line) {
    if (line.has("source") == line.has("receiver")) {
      throw new IllegalArgumentException("not just one of source and receiver is there");
    }
    return line.has("source") ? Direction.IN : Direction.OUT;
  }

  private static Instant at(JsonObject line) {
    var date = number(line, "date");
    if (date >= 0 && date <= LAST_SECOND) return Instant.ofEpochSecond(date);
    throw new IllegalArgumentException("date is out of range: " + date);
  }

  private static Partner partner(JsonObject line, Direction direction) {
    try {
      var partner =
          switch (direction) {
            case IN -> object(line, "source");
            case OUT -> object(line, "receiver");
          };
      var type = text(partner, "type");
      var kind = type.equals("user") ? text(partner, "transaction_type") : type;
      if (kind.equals(Partner.SALE)) return sale(line, partner);
      return new Partner.Other(KIND.matcher(kind).matches() ? kind : "unnamed");
    } catch (IllegalArgumentException e) {
      return new Partner.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Partner sale(JsonObject line, JsonObject partner) {
    var charge = new ChargeId(text(line, "id"));
    if (charge.value().indexOf('\0') >= 0) throw new IllegalArgumentException("NUL in a charge id");
    var period = partner.has("subscription_period") ? number(partner, "subscription_period") : 0;
    if (period < 0 || period > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("subscription_period is out of range: " + period);
    }
    return new Partner.Sale(
        user(object(partner, "user")),
        partner.has("invoice_payload") ? storable(text(partner, "invoice_payload")) : "",
        Duration.ofSeconds(period),
        partner.has("affiliate") ? amount(object(partner, "affiliate")) : StarAmount.ZERO);
  }

  /** As much of it as can be read, so that as much as possible counts. */
  private static StarTransaction unreadable(JsonElement json, String reason) {
    var line = json instanceof JsonObject object ? object : new JsonObject();
    var partner = new Partner.Unreadable(reason);
    var id =
        line.get("id") instanceof JsonPrimitive told && told.getAsString().length() <= LONGEST_ID
            ? storable(told.getAsString())
            : "";
    var direction = line.has("receiver") && !line.has("source") ? Direction.OUT : Direction.IN;
    return new StarTransaction(
        id, direction, amountIfThere(line), atIfThere(line), partner, kept(json));
  }

  private static StarAmount amountIfThere(JsonObject line) {
    try {
      return positive(line);
    } catch (IllegalArgumentException e) {
      return StarAmount.ZERO;
    }
  }

  private static Instant atIfThere(JsonObject line) {
    try {
      return at(line);
    } catch (IllegalArgumentException e) {
      return Instant.EPOCH;
    }
  }

  private static String kept(JsonElement json) {
    return storable(Names.without(json).toString());
  }
}
