package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.Treasury.HandWritten;
import dev.starkeeper.sandbox.stars.StarAmount;
import dev.starkeeper.sandbox.stars.StarPartner;
import dev.starkeeper.sandbox.stars.StarTransaction;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Lines of the history that a test wrote, or struck out. */
final class TransactionsControl {
  private static final List<String> PARTNERS =
      List.of(
          "user", "chat", "affiliate_program", "fragment", "telegram_ads", "telegram_api", "other");
  private static final List<String> DIRECTIONS = List.of("in", "out");
  private static final int MAX_ID = 255;
  private static final int USUAL_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000_000;

  private TransactionsControl() {}

  static JsonElement enter(Bot bot, ControlRequest request) {
    var body =
        Fields.of(request.body())
            .onlyThese(
                "partner",
                "direction",
                "amount",
                "nanostarAmount",
                "user",
                "details",
                "id",
                "date",
                "at");
    var id = body.optionalText("id").orElse("");
    if (id.length() > MAX_ID) throw new UnusableControl("\"id\" has over 255 characters.");
    var line =
        bot.treasury()
            .enter(
                new HandWritten(
                    id,
                    amount(body),
                    body.oneOf("direction", DIRECTIONS).equals("in"),
                    new StarPartner.AsWritten(partner(body)),
                    body.optionalNumber("date", 0, Integer.MAX_VALUE).map(Instant::ofEpochSecond),
                    index(body)))
            .orElseThrow(TransactionsControl::noSuchLine);
    return line.toJson();
  }

  private static StarAmount amount(Fields body) {
    var stars = body.number("amount", 0, PeopleControl.MAX_STARS);
    var nanos = body.optionalNumber("nanostarAmount", 0, StarAmount.MAX_NANOSTARS).orElse(0L);
    return new StarAmount(stars, nanos.intValue());
  }

  private static OptionalInt index(Fields body) {
    return body.optionalNumber("at", 0, Integer.MAX_VALUE)
        .map(at -> OptionalInt.of(at.intValue()))
        .orElseGet(OptionalInt::empty);
  }

  /** What the Bot API requires of a partner of that type, and then what is given. */
  private static JsonObject partner(Fields body) {
    var partner = new JsonObject();
    var type = body.oneOf("partner", PARTNERS);
    partner.addProperty("type", type);
    var details = body.optionalJson("details").orElseGet(JsonObject::new);
    switch (type) {
      case "user" -> {
        partner.addProperty("transaction_type", "invoice_payment");
        partner.add("user", UserFields.read(body).toJson());
      }
      case "chat" -> partner.add("chat", channel());
      case "affiliate_program" -> partner.addProperty("commission_per_mille", 100);
      case "telegram_api" -> partner.addProperty("request_count", 1);
      default -> {}
    }
    details.entrySet().forEach(detail -> partner.add(detail.getKey(), detail.getValue()));
    return partner;
  }

  private static JsonObject channel() {
    var chat = new JsonObject();
    chat.addProperty("id", -1_001_000_000_001L);
    chat.addProperty("title", "Channel");
    chat.addProperty("type", "channel");
    return chat;
  }

  /** As {@code getStarTransactions} tells it, but the newest line first, and no call is made. */
  static JsonElement list(Bot bot, ControlRequest request) {
    var limit = request.query().integer("limit", USUAL_LIMIT, 0, MAX_LIMIT);
    var size = bot.history().size();
    var lines = new JsonArray();
    bot.history().page(Math.max(0, size - limit), limit).reversed().stream()
        .map(StarTransaction::toJson)
        .forEach(lines::add);
    var json = new JsonObject();
    json.add("transactions", lines);
    return json;
  }

  static JsonElement drop(Bot bot, ControlRequest request) {
    var at = request.query().text("at");
    if (!at.matches("[0-9]{1,9}")) {
      throw new UnusableControl("Say which line: &at= and its number, counted from 0.");
    }
    return bot.treasury()
        .drop(Integer.parseInt(at))
        .orElseThrow(TransactionsControl::noSuchLine)
        .toJson();
  }

  private static UnusableControl noSuchLine() {
    return UnusableControl.unknown("The history has not so many lines.");
  }
}
