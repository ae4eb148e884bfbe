package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.starkeeper.model.Amount;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpdateReaderTest {
  private static final TelegramUser BUYER = new TelegramUser(new TelegramUserId(279058397), "ru");

  @Test
  void readsAPreCheckoutQuery() {
    var update = Updates.read(Updates.QUERY);

    assertThat(update.id()).isEqualTo(10001);
    assertThat(update.content())
        .isEqualTo(
            new Update.Content.AskedToPay(
                new PreCheckoutQuery(
                    "1198547321908473215",
                    BUYER,
                    new Amount("XTR", 50),
                    "019a3f7c-5ddb-7000-8000-000000000001")));
  }

  @Test
  void readsAPayment() {
    var update = Updates.read(Updates.PAYMENT);

    assertThat(update.id()).isEqualTo(10002);
    assertThat(update.content())
        .isEqualTo(
            new Update.Content.Paid(
                new SuccessfulPayment(
                    new ChargeId(Updates.CHARGE),
                    BUYER,
                    new Stars(51),
                    "019a3f7c-5ddb-7000-8000-000000000002",
                    Recurrence.none(),
                    Instant.ofEpochSecond(1793534400))));
  }

  @Test
  void refundIsOfWhoeverTheChatIsWith() {
    var update = Updates.read(Updates.REFUND);

    assertThat(update.id()).isEqualTo(10003);
    assertThat(update.content())
        .isEqualTo(
            new Update.Content.Refunded(
                new RefundedPayment(
                    new ChargeId(Updates.CHARGE),
                    new TelegramUser(BUYER.id(), "en"),
                    new Stars(52),
                    "019a3f7c-5ddb-7000-8000-000000000003",
                    Instant.ofEpochSecond(1793534460))));
  }

  @ParameterizedTest
  @CsvSource({"canceled,CANCELED", "active,ACTIVE", "failed,FAILED"})
  void readsWhatBecameOfASubscription(String told, SubscriptionUpdate.State state) {
    var json = Updates.with(Updates.SUBSCRIPTION, "subscription.state", '"' + told + '"');

    assertThat(UpdateReader.read(json).content())
        .isEqualTo(
            new Update.Content.SubscriptionChanged(
                new SubscriptionUpdate(
                    10004, BUYER, "019a3f7c-5ddb-7000-8000-000000000004", state)));
  }

  @ParameterizedTest
  @CsvSource({
    "is_first_recurring,dev.starkeeper.model.Recurrence$First",
    "is_recurring,dev.starkeeper.model.Recurrence$Renewal"
  })
  void monthLastsUntilTelegramSays(String flag, Class<?> kind) {
    var json =
        Updates.with(
            Updates.PAYMENT,
            "message.successful_payment.subscription_expiration_date",
            "1796126400");
    Updates.parent(json, "message.successful_payment.x").addProperty(flag, true);

    assertThat(UpdateReader.read(json).content())
        .isInstanceOfSatisfying(
            Update.Content.Paid.class,
            paid -> {
              assertThat(paid.payment().recurrence()).isInstanceOf(kind);
              assertThat(paid.payment().coversUntil()).contains(Instant.ofEpochSecond(1796126400));
            });
  }

  @Test
  void keepsTheUpdateAsItCame() {
    var unknown = "{\"update_id\":3,\"later\":{\"n\":1.50,\"s\":\"<\\u0000>\",\"b\":[true,null]}}";

    assertThat(Updates.read(unknown).json()).isEqualTo(unknown);
    assertThat(JsonParser.parseString(Updates.read(Updates.QUERY).json()))
        .isEqualTo(JsonParser.parseString(Updates.QUERY));
  }

  @ParameterizedTest
  @CsvSource({"true,true,false", "true,,true", ",,false", ",true,false", "true,false,true"})
  void onlyTheLaterMonthsOfASubscriptionAreRenewals(
      String recurring, String firstRecurring, boolean renewal) {
    var json = Updates.object(Updates.PAYMENT);
    var payment = Updates.parent(json, "message.successful_payment.x");
    if (recurring != null) payment.addProperty("is_recurring", Boolean.valueOf(recurring));
    if (firstRecurring != null) {
      payment.addProperty("is_first_recurring", Boolean.valueOf(firstRecurring));
    }

    payment.addProperty("subscription_expiration_date", 1796126400);

    assertThat(UpdateReader.read(json).content())
        .isInstanceOfSatisfying(
            Update.Content.Paid.class,
            paid ->
                assertThat(paid.payment().recurrence() instanceof Recurrence.Renewal)
                    .isEqualTo(renewal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"update_id\":4,\"edited_message\":{\"successful_payment\":{}}}",
        "{\"update_id\":4,\"callback_query\":null}",
        "{\"update_id\":4,\"what_comes_in_bot_api_12\":[[[1]]]}",
        "{\"update_id\":4,\"message\":{\"text\":\"/start\"}}",
        "{\"update_id\":4,\"edited_message\":{\"refunded_payment\":{\"currency\":\"XTR\"}}}",
        "{\"update_id\":4}",
      })
  void whatWeDoNotActOnIsLeftAlone(String json) {
    var update = Updates.read(json);

    assertThat(update.id()).isEqualTo(4);
    assertThat(update.content()).isEqualTo(new Update.Content.NotForUs());
  }

  @ParameterizedTest
  @CsvSource({
    "5e1,50",
    "50.0,50",
    "500e-1,50",
    "-1,-1",
    "0,0",
    "9223372036854775807,9223372036854775807"
  })
  void numberIsWhatItSaysHoweverItIsWritten(String written, long number) {
    var update =
        UpdateReader.read(Updates.with(Updates.QUERY, "pre_checkout_query.total_amount", written));

    assertThat(update.content())
        .isInstanceOfSatisfying(
            Update.Content.AskedToPay.class,
            asked -> assertThat(asked.query().amount()).isEqualTo(new Amount("XTR", number)));
  }

  @Test
  void chargeOfTheMostThatAColumnHoldsIsRead() {
    var json =
        Updates.with(Updates.PAYMENT, "message.successful_payment.total_amount", "2147483647");

    assertThat(UpdateReader.read(json).content())
        .isInstanceOfSatisfying(
            Update.Content.Paid.class,
            paid -> assertThat(paid.payment().stars()).isEqualTo(new Stars(2147483647)));
  }

  @Test
  void paymentWithAPayloadThatCannotBeStoredIsReadAllTheSame() {
    var json =
        Updates.with(
            Updates.PAYMENT, "message.successful_payment.invoice_payload", "\"a\\u0000b\"");

    assertThat(UpdateReader.read(json).content())
        .isInstanceOfSatisfying(
            Update.Content.Paid.class,
            paid -> assertThat(paid.payment().invoicePayload()).isEqualTo("a\ufffdb"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"null", "7", "[]", "{\"a\":1}", "\"\"", "\"💥\""})
  void userWithoutALanguageSpeaksEnglishAndGetsWhatHePaidFor(@Nullable String language) {
    var json = Updates.with(Updates.PAYMENT, "message.from.language_code", language);

    assertThat(UpdateReader.read(json).content())
        .isInstanceOfSatisfying(
            Update.Content.Paid.class,
            paid -> assertThat(paid.payment().payer().languageCode()).isEqualTo("en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "2147483648", "9223372036854775807"})
  void idThatNoOffsetMayBeMadeOfIsNone(String id) {
    var update = UpdateReader.read(Updates.with(Updates.PAYMENT, "update_id", id));

    assertThat(update.id()).isZero();
    assertThat(update.content()).isInstanceOf(Update.Content.Unreadable.class);
  }
}
