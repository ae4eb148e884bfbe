package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kept whole, with the reason: an update is never taken for something else than it says. */
final class UnreadableUpdateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pre_checkout_query                      | null    | pre_checkout_query is not an object
          pre_checkout_query                      | []      | pre_checkout_query is not an object
          pre_checkout_query                      | "x"     | pre_checkout_query is not an object
          pre_checkout_query.id                   |         | id is not a string
          pre_checkout_query.id                   | null    | id is not a string
          pre_checkout_query.id                   | 12      | id is not a string
          pre_checkout_query.id                   | {}      | id is not a string
          pre_checkout_query.from                 |         | from is not an object
          pre_checkout_query.from                 | 279     | from is not an object
          pre_checkout_query.from.id              |         | id is not a number
          pre_checkout_query.from.id              | "279"   | id is not a number
          pre_checkout_query.from.id              | 0       | not a user's id: 0
          pre_checkout_query.from.id              | -279    | not a user's id: -279
          pre_checkout_query.from.id              | 1.5     | id is not a whole number
          pre_checkout_query.currency             |         | currency is not a string
          pre_checkout_query.currency             | 1       | currency is not a string
          pre_checkout_query.total_amount         |         | total_amount is not a number
          pre_checkout_query.total_amount         | null    | total_amount is not a number
          pre_checkout_query.total_amount         | "50"    | total_amount is not a number
          pre_checkout_query.total_amount         | true    | total_amount is not a number
          pre_checkout_query.total_amount         | [50]    | total_amount is not a number
          pre_checkout_query.total_amount         | 50.5    | total_amount is not a whole number
          pre_checkout_query.total_amount         | 1e-1    | total_amount is not a whole number
          pre_checkout_query.total_amount         | 9223372036854775808 | total_amount is not a whole number
          pre_checkout_query.total_amount         | 1e999999999 | total_amount is not a whole number
          pre_checkout_query.invoice_payload      |         | invoice_payload is not a string
          pre_checkout_query.invoice_payload      | {"a":1} | invoice_payload is not a string
          """)
  void queryOfAnotherShapeIsUnreadable(String path, String value, String reason) {
    assertUnreadable(Updates.QUERY, path, value, 10001, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          message                                 | null   | message is not an object
          message.date                            |        | date is not a number
          message.date                            | "now"  | date is not a number
          message.date                            | 1e30   | date is not a whole number
          message.date                            | 9223372036854775807 | Instant exceeds minimum or maximum instant
          message.from                            |        | from is not an object
          message.from.id                         | 0      | not a user's id: 0
          message.successful_payment              | null   | successful_payment is not an object
          message.successful_payment              | true   | successful_payment is not an object
          message.successful_payment.currency     |        | currency is not a string
          message.successful_payment.currency     | "USD"  | currency is not XTR: USD
          message.successful_payment.currency     | "xtr"  | currency is not XTR: xtr
          message.successful_payment.total_amount |        | total_amount is not a number
          message.successful_payment.total_amount | "51"   | total_amount is not a number
          message.successful_payment.total_amount | 0      | not a price in Stars: 0
          message.successful_payment.total_amount | -51    | not a price in Stars: -51
          message.successful_payment.total_amount | 51.001 | total_amount is not a whole number
          message.successful_payment.total_amount | 2147483648 | total_amount is past 2^31: 2147483648
          message.successful_payment.total_amount | 4294967347 | total_amount is past 2^31: 4294967347
          message.successful_payment.total_amount | -4294967245 | total_amount is past 2^31: -4294967245
          message.successful_payment.invoice_payload |     | invoice_payload is not a string
          message.successful_payment.invoice_payload | 7   | invoice_payload is not a string
          message.successful_payment.telegram_payment_charge_id |     | telegram_payment_charge_id is not a string
          message.successful_payment.telegram_payment_charge_id | 7   | telegram_payment_charge_id is not a string
          message.successful_payment.telegram_payment_charge_id | ""  | not a charge id: 0 characters
          message.successful_payment.telegram_payment_charge_id | " " | not a charge id: 1 characters
          """)
  void paymentOfAnotherShapeIsUnreadable(String path, String value, String reason) {
    assertUnreadable(Updates.PAYMENT, path, value, 10002, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          message.date                           |        | date is not a number
          message.chat                           |        | chat is not an object
          message.chat.id                        | -1001  | not a user's id: -1001
          message.refunded_payment               | null   | refunded_payment is not an object
          message.refunded_payment.currency      |        | currency is not a string
          message.refunded_payment.currency      | "USD"  | currency is not XTR: USD
          message.refunded_payment.total_amount  | 0      | not a price in Stars: 0
          message.refunded_payment.total_amount  | "52"   | total_amount is not a number
          message.refunded_payment.total_amount  | 4294967348 | total_amount is past 2^31: 4294967348
          message.refunded_payment.invoice_payload |      | invoice_payload is not a string
          message.refunded_payment.telegram_payment_charge_id | | telegram_payment_charge_id is not a string
          """)
  void refundOfAnotherShapeIsUnreadable(String path, String value, String reason) {
    assertUnreadable(Updates.REFUND, path, value, 10003, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          subscription                 | null      | subscription is not an object
          subscription.user            |           | user is not an object
          subscription.user.id         | 0         | not a user's id: 0
          subscription.invoice_payload |           | invoice_payload is not a string
          subscription.state           |           | state is not a string
          subscription.state           | "paused"  | state is none we know: paused
          subscription.state           | "ACTIVE"  | state is none we know: ACTIVE
          """)
  void changeOfAnotherShapeIsUnreadable(String path, String value, String reason) {
    assertUnreadable(Updates.SUBSCRIPTION, path, value, 10004, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"is_recurring", "is_first_recurring"})
  void monthWithoutAnEndIsUnreadable(String flag) {
    var json = Updates.with(Updates.PAYMENT, "message.successful_payment." + flag, "true");

    assertThat(UpdateReader.read(json).content())
        .isEqualTo(new Update.Content.Unreadable("subscription_expiration_date is not a number"));
  }

  @Test
  void chargeIdThatIsTooLongIsUnreadable() {
    var path = "message.successful_payment.telegram_payment_charge_id";

    assertUnreadable(
        Updates.PAYMENT,
        path,
        "\"" + "s".repeat(256) + "\"",
        10002,
        "not a charge id: 256 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          update_id |                     | update_id is not a number
          update_id | null                | update_id is not a number
          update_id | "10001"             | update_id is not a number
          update_id | {}                  | update_id is not a number
          update_id | 1.5                 | update_id is not a whole number
          update_id | 9223372036854775808 | update_id is not a whole number
          """)
  void updateWithoutANumberIsKeptUnderZero(String path, String value, String reason) {
    assertUnreadable(Updates.QUERY, path, value, 0, reason);
  }

  @Test
  void whatIsNoObjectIsKeptUnderZero() {
    for (var json : List.of("null", "7", "\"x\"", "[]", "true", "[{\"update_id\":5}]")) {
      assertThat(Updates.read(json))
          .isEqualTo(new Update(0, json, new Update.Content.Unreadable("not an object")));
    }
  }

  private static void assertUnreadable(
      String shape, String path, String value, long id, String reason) {
    var json = Updates.with(shape, path, value);

    assertThat(UpdateReader.read(json))
        .isEqualTo(new Update(id, json.toString(), new Update.Content.Unreadable(reason)));
  }
}
