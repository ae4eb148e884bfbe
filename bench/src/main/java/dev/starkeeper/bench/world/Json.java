package dev.starkeeper.bench.world;

/** The few things that the stand-in says, as Telegram spells them. */
final class Json {
  static final String NOTHING = "[]";

  private Json() {}

  static String ok(String result) {
    return "{\"ok\":true,\"result\":" + result + "}";
  }

  static String refused(String description) {
    return "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: " + description + "\"}";
  }

  static String me(String token) {
    var id = token.substring(0, token.indexOf(':'));
    return "{\"id\":"
        + id
        + ",\"is_bot\":true,\"first_name\":\"Bench\",\"username\":\"bench_bot\"}";
  }

  static String preCheckoutQuery(String id, PlayedBot.Offer offer, long user) {
    return "\"pre_checkout_query\":{\"id\":\""
        + id
        + "\",\"from\":"
        + user(user)
        + ",\"currency\":\"XTR\",\"total_amount\":"
        + offer.stars()
        + ",\"invoice_payload\":\""
        + offer.payload()
        + "\"}";
  }

  static String successfulPayment(String charge, PlayedBot.Offer offer, long user) {
    return "\"message\":{\"message_id\":1,\"from\":"
        + user(user)
        + ",\"chat\":{\"id\":"
        + user
        + ",\"first_name\":\"Ada\",\"type\":\"private\"},\"date\":"
        + System.currentTimeMillis() / 1000
        + ",\"successful_payment\":{\"currency\":\"XTR\",\"total_amount\":"
        + offer.stars()
        + ",\"invoice_payload\":\""
        + offer.payload()
        + "\",\"telegram_payment_charge_id\":\""
        + charge
        + "\",\"provider_payment_charge_id\":\"0\"}}";
  }

  private static String user(long id) {
    return "{\"id\":" + id + ",\"is_bot\":false,\"first_name\":\"Ada\",\"language_code\":\"en\"}";
  }
}
