package dev.starkeeper.telegram;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.model.Erased;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What stays of an update that we kept whole, when the person it is about is erased. */
public record ErasedUpdate(String body, String reason) {
  /** What the books need, and what says where in an update it was. Whatever else comes, goes. */
  private static final Set<String> KEPT =
      Set.of(
          "update_id",
          "message",
          "edited_message",
          "pre_checkout_query",
          "subscription",
          "callback_query",
          "successful_payment",
          "refunded_payment",
          "from",
          "chat",
          "user",
          "id",
          "message_id",
          "type",
          "is_bot",
          "date",
          "currency",
          "total_amount",
          "invoice_payload",
          "telegram_payment_charge_id",
          "provider_payment_charge_id",
          "is_recurring",
          "is_first_recurring",
          "subscription_expiration_date",
          "state");

  private static final List<String> MONEY =
      List.of("successful_payment", "refunded_payment", "pre_checkout_query", "subscription");
  private static final Pattern LANGUAGE = Pattern.compile("languageCode=[^],]*");

  /** Whether it names that person, as whoever did it or whose chat it was. */
  public static boolean isOf(String body, TelegramUserId person) {
    return names(JsonParser.parseString(body), person);
  }

  /** Ids of people and chats are numbers; other things' are texts. */
  private static boolean names(JsonElement json, TelegramUserId person) {
    if (json instanceof JsonArray array) {
      return array.asList().stream().anyMatch(one -> names(one, person));
    }
    if (!(json instanceof JsonObject object)) return false;
    var isHe =
        object.get("id") instanceof JsonPrimitive id
            && id.isNumber()
            && id.getAsString().equals(Long.toString(person.value()));
    return isHe || object.asMap().values().stream().anyMatch(one -> names(one, person));
  }

  /** Of one that is no payment's, the reason goes too: it may repeat what he wrote. */
  public static ErasedUpdate of(String body, String reason) {
    var kept = kept(JsonParser.parseString(body)).toString();
    var isMoney = MONEY.stream().anyMatch(name -> kept.contains("\"" + name + "\":"));
    return new ErasedUpdate(
        kept, isMoney ? LANGUAGE.matcher(reason).replaceAll("languageCode=en") : Erased.WORDS);
  }

  private static JsonElement kept(JsonElement json) {
    if (json instanceof JsonArray array) {
      var kept = new JsonArray();
      array.forEach(one -> kept.add(kept(one)));
      return kept;
    }
    if (!(json instanceof JsonObject object)) return json;
    var kept = new JsonObject();
    object.entrySet().stream()
        .filter(member -> KEPT.contains(member.getKey()))
        .forEach(member -> kept.add(member.getKey(), kept(member.getValue())));
    return kept;
  }
}
