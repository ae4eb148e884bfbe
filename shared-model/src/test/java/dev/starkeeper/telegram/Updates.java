package dev.starkeeper.telegram;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.jspecify.annotations.Nullable;

/** Updates as Telegram writes them, and ways to spoil them. */
final class Updates {
  static final String CHARGE = "stx" + "Ab-_".repeat(32); // 131 characters, as Telegram's
  static final String QUERY =
      """
      {"update_id":10001,"pre_checkout_query":{"id":"1198547321908473215",
       "from":{"id":279058397,"is_bot":false,"first_name":"Vladislav","username":"vdkfrost",
               "language_code":"ru","is_premium":true},
       "currency":"XTR","total_amount":50,
       "invoice_payload":"019a3f7c-5ddb-7000-8000-000000000001"}}
      """;

  static final String PAYMENT =
      """
      {"update_id":10002,"message":{"message_id":7,
       "from":{"id":279058397,"is_bot":false,"first_name":"Vladislav","language_code":"ru"},
       "chat":{"id":4711,"first_name":"Vladislav","type":"private"},"date":1793534400,
       "successful_payment":{"currency":"XTR","total_amount":51,
        "invoice_payload":"019a3f7c-5ddb-7000-8000-000000000002",
        "telegram_payment_charge_id":"%s","provider_payment_charge_id":"279058397_8"}}}
      """
          .formatted(CHARGE);

  /** From the bot: it is the service message that Telegram puts into the payer's chat. */
  static final String REFUND =
      """
      {"update_id":10003,"message":{"message_id":8,
       "from":{"id":7000001,"is_bot":true,"first_name":"Shop","language_code":"de"},
       "chat":{"id":279058397,"first_name":"Vladislav","type":"private"},"date":1793534460,
       "refunded_payment":{"currency":"XTR","total_amount":52,
        "invoice_payload":"019a3f7c-5ddb-7000-8000-000000000003",
        "telegram_payment_charge_id":"%s"}}}
      """
          .formatted(CHARGE);

  static final String SUBSCRIPTION =
      """
      {"update_id":10004,"subscription":{
       "user":{"id":279058397,"is_bot":false,"first_name":"Vladislav","language_code":"ru"},
       "invoice_payload":"019a3f7c-5ddb-7000-8000-000000000004","state":"canceled"}}
      """;

  private Updates() {}

  /** The shape with one field set to a value, or without it when the value is null. */
  static JsonObject with(String shape, String path, @Nullable String value) {
    var json = object(shape);
    var name = path.substring(path.lastIndexOf('.') + 1);
    parent(json, path).remove(name);
    if (value != null) parent(json, path).add(name, JsonParser.parseString(value));
    return json;
  }

  static JsonObject parent(JsonObject json, String path) {
    var parts = path.split("\\.", -1);
    var parent = json;
    for (var i = 0; i < parts.length - 1; i++) parent = parent.getAsJsonObject(parts[i]);
    return parent;
  }

  static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  static Update read(String json) {
    JsonElement parsed = JsonParser.parseString(json);
    return UpdateReader.read(parsed);
  }
}
