package dev.starkeeper.sandbox.api;

import dev.starkeeper.sandbox.stars.InvoiceTerms;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import java.util.List;

/** Reads and checks what an invoice is made of, in Telegram's order. */
final class InvoiceParameters {
  private static final int MAX_TITLE = 32;
  private static final int MAX_DESCRIPTION = 255;
  private static final int MAX_PAYLOAD = 128; // bytes
  // 100,000 was seen to pass and 150,000 not; the point between them is not known.
  private static final int MAX_STARS = 100_000;
  private static final int MAX_STARS_OF_SUBSCRIPTION = 10_000;
  private static final List<String> NOT_FOR_STARS =
      List.of(
          "need_name",
          "need_phone_number",
          "need_email",
          "need_shipping_address",
          "send_phone_number_to_provider",
          "send_email_to_provider",
          "is_flexible");

  private InvoiceParameters() {}

  static InvoiceTerms read(Parameters parameters) {
    var title = requiredUtf8(parameters, "title");
    var description = requiredUtf8(parameters, "description");
    var payload = parameters.required("payload");
    if (!parameters.isUtf8("payload")) {
      throw Refusal.badRequest("the payload must be encoded in UTF-8");
    }
    var currency = parameters.required("currency");
    var prices = LabeledPrices.read(parameters.required("prices"));
    if (!currency.equals(InvoiceTerms.CURRENCY)) {
      throw Refusal.badRequest("PAYMENT_PROVIDER_INVALID");
    }
    checkRulesOfStars(parameters, prices);
    checkLengths(title, description, parameters.sizeInBytes("payload"));
    var isSubscription = isSubscription(parameters);
    checkAmount(prices.total(), isSubscription);
    return new InvoiceTerms(
        new InvoiceTerms.Look(title, description, parameters.text("photo_url")),
        payload,
        prices.total(),
        isSubscription,
        parameters.text("start_parameter"));
  }

  private static String requiredUtf8(Parameters parameters, String name) {
    var value = parameters.required(name);
    if (!parameters.isUtf8(name)) throw Refusal.badRequest("strings must be encoded in UTF-8");
    return value;
  }

  private static void checkRulesOfStars(Parameters parameters, LabeledPrices prices) {
    var isBroken =
        prices.count() > 1
            || parameters.has("provider_token")
            || parameters.number("max_tip_amount") != 0
            || NOT_FOR_STARS.stream().anyMatch(parameters::flag);
    if (isBroken) throw Refusal.badRequest("STARS_INVOICE_INVALID");
  }

  private static void checkLengths(String title, String description, int payloadBytes) {
    // What Telegram says to a title or a description too long is not documented.
    if (length(title) > MAX_TITLE || length(description) > MAX_DESCRIPTION) {
      throw Refusal.badRequest("MEDIA_INVALID");
    }
    if (payloadBytes > MAX_PAYLOAD) throw Refusal.badRequest("INVOICE_PAYLOAD_INVALID");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isSubscription(Parameters parameters) {
    var period = parameters.number("subscription_period");
    if (period != 0 && period != InvoiceTerms.SUBSCRIPTION_PERIOD) {
      throw Refusal.badRequest("SUBSCRIPTION_PERIOD_INVALID");
    }
    return period != 0;
  }

  private static void checkAmount(long stars, boolean isSubscription) {
    if (isSubscription && stars > MAX_STARS_OF_SUBSCRIPTION) {
      throw Refusal.badRequest("SUBSCRIPTION_AMOUNT_INVALID");
    }
    if (stars > MAX_STARS) throw Refusal.badRequest("CURRENCY_TOTAL_AMOUNT_INVALID");
  }
}
