package dev.starkeeper.acceptance;

import java.time.Instant;

/** Updates as Telegram words them. */
final class Told {
  private Told() {}

  /** {@code payload} is written into the JSON as it is. */
  static String paid(MiniAppUser buyer, String charge, int stars, String payload) {
    return """
    {"message":{"message_id":1,"date":%d,"chat":{"id":%d,"type":"private"},"from":%s,
    "successful_payment":{"currency":"XTR","total_amount":%d,"invoice_payload":"%s",
    "telegram_payment_charge_id":"%s","provider_payment_charge_id":"1_1"}}}\
    """
        .formatted(
            Instant.now().getEpochSecond(), buyer.id(), buyer.json(), stars, payload, charge);
  }
}
