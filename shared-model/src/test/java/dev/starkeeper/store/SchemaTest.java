package dev.starkeeper.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the model checks, the schema checks again: whoever writes past the stores is refused too.
 */
final class SchemaTest {
  private static final TestDatabase TEST = TestDatabase.copy();
  private static final Shop SHOP = new Shop(TEST.database());

  @BeforeAll
  static void oneOfEach() {
    SHOP.pay(SHOP.invoice(SHOP.unlock("premium", 50)), "charge-1");
    SHOP.pay(SHOP.invoice(SHOP.coins("coins-10", 7, 10)), "charge-2");
    SHOP.invoice(SHOP.coins("coins-20", 8, 20));
    SHOP.pay(SHOP.invoice(SHOP.pass("week", 9, 7)), "charge-3");
    var month = SHOP.invoice(SHOP.subscription("monthly", 30));
    SHOP.payMonth(month, "charge-4", Shop.NOON);
    for (var insert :
        List.of(
            "customer values (7000001, 501, 'en', now())",
            "refund_request values (7000001, 'charge-1', 'why', 'server:a', now())",
            "assignment_request select bot_id, 'charge-1', id, 'server:a', now() from invoice limit 1",
            "subscription_change select bot_id, id, 7, 'CANCELED', now() from subscription",
            "star_transaction values (7000001, 1, 0, 'charge-1', 'IN', 7, 0, now(), 'invoice_payment',"
                + " 501, 'en', 'x', 0, null, null, null, '{}')",
            "star_total values (7000001, 1, 'invoice_payment', 'IN', 7, 0, 1)",
            "history_cursor values (7000001, now(), 1, 1, 1, 1, 1, 0, 7, 0, now(), 0, 0, null, 0)",
            "event values (7000001, 1, 'payment.succeeded', 501, now(), '{}')",
            "payment_total values (7000001, 1, 7, 0, 0)",
            "webhook_endpoint values (7000001, '00000000-0000-0000-0000-000000000001', 'https://a', null,"
                + " 'whsec_a', null, null, 'ACTIVE', null, null, 0, now())",
            "webhook_delivery values (7000001, '00000000-0000-0000-0000-000000000001', 1, 'PENDING', 0, 1,"
                + " 0, now(), null)",
            "webhook_attempt values (7000001, '00000000-0000-0000-0000-000000000001', 1, 1, now(), 5, 200,"
                + " null, '')",
            "event_counter values (7000001, 1)",
            "manual_grant values (7000001, gen_random_uuid(), 501, 'vip', null, 'why', 'server:a', now())",
            "credit_debit values (7000001, 501, 'coins', 1, gen_random_uuid(), 3, 3, 7, 'why', 'server:a',"
                + " 'k', repeat('0', 64), now())",
            "chat_update values (7000001, 501, 11, '/start', null, null, 0, now())",
            "support_draft values (7000001, 501, 'charge-1', now())",
            "support_request values (7000001, gen_random_uuid(), 501, 'charge-1', 'why', 11, now())",
            "receipt_message values (7000001, 'charge-1', 7, now())")) {
      SHOP.execute("insert into " + insert);
    }
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          product_version set sku = 'A'                   | product_version_sku_check
          product_version set version = 0                 | product_version_version_check
          product_version set title = ''                  | product_version_title_check
          product_version set title = repeat('x', 33)     | product_version_title_check
          product_version set description = repeat('x', 256) | product_version_description_check
          product_version set stars = 0                   | product_version_stars_check
          product_version set stars = 100001              | product_version_stars_check
          product_version set kind = 'GIFT'               | product_version_kind_check
          product_version set kind = 'CONSUMABLE' where sku = 'premium'  | product_version_gives
          product_version set kind = 'UNLOCK' where sku = 'coins-10'     | product_version_gives
          product_version set unit = 'coins', units = 1 where sku = 'premium' | product_version_gives
          product_version set entitlement = 'x' where sku = 'coins-10'   | product_version_gives
          product_version set units = 0 where sku = 'coins-10'           | product_version_units_check
          product set version = 9                         | product_bot_id_sku_version_fkey
          customer set customer_id = 0                    | customer_customer_id_check
          customer set language_code = 'e'                | customer_language_code_check
          invoice set buyer_id = 0                        | invoice_buyer_id_check
          invoice set recipient_id = -1                   | invoice_recipient_id_check
          invoice set quantity = 0                        | invoice_quantity_check
          invoice set stars = 100001                      | invoice_stars_check
          invoice set state = 'DONE' where charge_id is null             | invoice_state_check
          invoice set link = ''                           | invoice_link_check
          invoice set expires_at = created_at             | invoice_check
          invoice set product_version = 9                 | invoice_bot_id_sku_product_version_fkey
          invoice set state = 'CHECKOUT' where charge_id is null         | invoice_held
          invoice set state = 'PAID' where charge_id is null             | invoice_paid
          invoice set state = 'REFUNDED' where charge_id is null         | invoice_paid
          invoice set state = 'EXPIRED' where charge_id is not null      | invoice_paid
          invoice set paid_at = null where charge_id is not null         | invoice_paid
          payment set charge_id = ''                      | payment_charge_id_check
          payment set charge_id = repeat('x', 256)        | payment_charge_id_check
          payment set payer_id = 0                        | payment_payer_id_check
          payment set stars = 0                           | payment_stars_check
          payment set status = 'LOST', reason = 'x'       | payment_status_check
          payment set status = 'UNMATCHED'                | payment_reason
          payment set status = 'REFUNDED', reason = 'why' | payment_check1
          payment set refunded_at = now()                 | payment_check1
          payment set recorded_from = 'RUMOUR'            | payment_recorded_from_check
          entitlement_grant set charge_id = 'charge-9' where charge_id = 'charge-1' | entitlement_grant_bot_id_charge_id_fkey
          entitlement_grant set entitlement = 'A'         | entitlement_grant_entitlement_check
          entitlement_grant set revoked_at = granted_at - interval '1 second' | entitlement_grant_check
          product_version set kind = 'PASS' where sku = 'premium'        | product_version_gives
          product_version set kind = 'UNLOCK' where sku = 'week'         | product_version_gives
          product_version set kind = 'SUBSCRIPTION' where sku = 'week'   | product_version_gives
          product_version set kind = 'SUBSCRIPTION' where sku = 'coins-10' | product_version_gives
          product_version set duration_days = 1 where sku <> 'week'      | product_version_gives
          product_version set duration_days = null where sku = 'week'    | product_version_gives
          product_version set duration_days = 0 where sku = 'week'       | product_version_duration_days_check
          product_version set duration_days = 3651 where sku = 'week'    | product_version_duration_days_check
          product_version set stars = 10001 where sku = 'monthly'        | product_version_gives
          product_version set unit = 'coins' where sku = 'monthly'       | product_version_gives
          product set stock = -1                          | product_stock_check
          product set limit_per_customer = 0              | product_limit_per_customer_check
          entitlement_grant set kind = 'CREDITS'          | entitlement_grant_kind_check
          entitlement_grant set days = 1 where kind = 'UNLOCK'           | entitlement_grant_covers
          entitlement_grant set ends_at = now() where kind = 'UNLOCK'    | entitlement_grant_covers
          entitlement_grant set kind = 'UNLOCK' where kind <> 'UNLOCK'   | entitlement_grant_covers
          entitlement_grant set days = null where kind = 'PASS'          | entitlement_grant_covers
          entitlement_grant set days = 0 where kind = 'PASS'             | entitlement_grant_days_check
          entitlement_grant set starts_at = null where kind = 'PASS'     | entitlement_grant_covers
          entitlement_grant set ends_at = now() where kind = 'PASS'      | entitlement_grant_covers
          entitlement_grant set ends_at = null where kind = 'SUBSCRIPTION' | entitlement_grant_covers
          entitlement_grant set starts_at = null where kind = 'SUBSCRIPTION' | entitlement_grant_covers
          entitlement_grant set subscription_id = null where kind = 'SUBSCRIPTION' | entitlement_grant_covers
          entitlement_grant set days = 3 where kind = 'SUBSCRIPTION'     | entitlement_grant_covers
          credit_entry set amount = 0                     | credit_entry_amount_check
          credit_entry set amount = -1                    | credit_entry_sign
          credit_entry set kind = 'REFUND'                | credit_entry_sign
          credit_entry set kind = 'GIFT'                  | credit_entry_kind_check
          payment set refund_told_by = 'NOBODY'           | payment_refund_told_by_check
          payment set status = 'REFUND_REQUESTED'         | payment_reason
          refund_request set reason = ''                  | refund_request_reason_check
          refund_request set reason = repeat('x', 501)    | refund_request_reason_check
          refund_request set requested_by = ''            | refund_request_requested_by_check
          refund_request set charge_id = 'charge-9'       | refund_request_bot_id_charge_id_fkey
          assignment_request set requested_by = ''        | assignment_request_requested_by_check
          assignment_request set charge_id = 'charge-9'   | assignment_request_bot_id_charge_id_fkey
          assignment_request set invoice_id = gen_random_uuid() | assignment_request_bot_id_invoice_id_fkey
          subscription set customer_id = 0                | subscription_customer_id_check
          subscription set buyer_id = 0                   | subscription_buyer_id_check
          subscription set renewal = 'MAYBE'              | subscription_renewal_check
          subscription set id = gen_random_uuid()         | subscription_bot_id_id_fkey
          subscription_change set state = 'PAUSED'        | subscription_change_state_check
          star_transaction set position = -1              | star_transaction_position_check
          star_transaction set direction = 'UP'           | star_transaction_direction_check
          star_transaction set amount = -1                | star_transaction_amount_check
          star_transaction set nanostars = 1000000000     | star_transaction_nanostars_check
          star_transaction set nanostars = -1             | star_transaction_nanostars_check
          star_transaction set kind = '', user_id = null  | star_transaction_kind_check
          star_total set nanostars = 1000000000           | star_total_nanostars_check
          star_total set direction = 'UP'                 | star_total_direction_check
          history_cursor set complete = generation + 1    | history_cursor_check
          history_cursor set ended = position + 1         | history_cursor_check1
          history_cursor set applied = -1                 | history_cursor_check2
          history_cursor set applied = ended + 1          | history_cursor_check2
          history_cursor set balance_nanostars = null     | history_cursor_check3
          history_cursor set read_at = null               | history_cursor_check4
          star_transaction set user_id = null             | star_transaction_check
          star_transaction set rejected = ''              | star_transaction_rejected_check
          payment_total set payments = -1                 | payment_total_payments_check
          event set type = ''                             | event_type_check
          event set customer_id = 0                       | event_customer_id_check
          event_counter set last_id = -1                  | event_counter_last_id_check
          credit_entry set charge_id = 'charge-9'         | credit_entry_bot_id_charge_id_fkey
          chat_update set customer_id = 0                 | chat_update_customer_id_check
          chat_update set text = ''                       | chat_update_text_check
          chat_update set text = repeat('x', 4097)        | chat_update_text_check
          chat_update set attempts = -1                   | chat_update_attempts_check
          chat_update set query_id = '77'                 | chat_update_pressed
          chat_update set message_id = 7                  | chat_update_pressed
          support_draft set customer_id = 0               | support_draft_customer_id_check
          support_draft set charge_id = 'charge-9'        | support_draft_bot_id_charge_id_fkey
          support_request set customer_id = 0             | support_request_customer_id_check
          support_request set charge_id = 'charge-9'      | support_request_bot_id_charge_id_fkey
          support_request set text = ''                   | support_request_text_check
          support_request set text = repeat('x', 2001)    | support_request_text_check
          support_request set state = 'LOST', answer = 'x', answered_by = 'x', answered_at = now() | support_request_state_check
          support_request set state = 'ANSWERED'          | support_request_answered
          support_request set answer = 'x'                | support_request_answered
          support_request set answer = ''                 | support_request_answer_check
          support_request set state = 'ANSWERED', answer = 'x', answered_by = '', answered_at = now() | support_request_answered_by_check
          support_request set answer_sent_at = now()      | support_request_sent
          receipt_message set message_id = 0              | receipt_message_message_id_check
          receipt_message set charge_id = 'charge-9'      | receipt_message_bot_id_charge_id_fkey
          webhook_endpoint set url = ''                   | webhook_endpoint_url_check
          webhook_endpoint set url = repeat('x', 2049)    | webhook_endpoint_url_check
          webhook_endpoint set event_types = '{}'         | webhook_endpoint_event_types_check
          webhook_endpoint set secret = 'whsecx'          | webhook_endpoint_secret_check
          webhook_endpoint set previous_secret = 'x', previous_secret_until = now() | webhook_endpoint_previous_secret_check
          webhook_endpoint set previous_secret = 'whsec_b' | webhook_endpoint_check
          webhook_endpoint set state = 'ASLEEP', ended_at = now() | webhook_endpoint_state_check
          webhook_endpoint set state = 'DISABLED', ended_at = now() | webhook_endpoint_ended
          webhook_endpoint set state = 'DELETED'          | webhook_endpoint_ended
          webhook_endpoint set state = 'DISABLED', reason = '', ended_at = now() | webhook_endpoint_reason_check
          webhook_endpoint set last_event_id = -1         | webhook_endpoint_last_event_id_check
          webhook_delivery set state = 'LOST', next_attempt_at = null, ended_at = now() | webhook_delivery_state_check
          webhook_delivery set attempts = -1, round_attempts = -1 | webhook_delivery_attempts_check
          webhook_delivery set round = 0                  | webhook_delivery_round_check
          webhook_delivery set round_attempts = 1         | webhook_delivery_check
          webhook_delivery set next_attempt_at = null     | webhook_delivery_check1
          webhook_delivery set ended_at = now()           | webhook_delivery_check2
          webhook_endpoint set id = gen_random_uuid()     | webhook_delivery_bot_id_endpoint_id_fkey
          webhook_attempt set number = 0                  | webhook_attempt_number_check
          webhook_attempt set took_ms = -1                | webhook_attempt_took_ms_check
          webhook_attempt set status = 99                 | webhook_attempt_status_check
          webhook_attempt set error = ''                  | webhook_attempt_error_check
          webhook_attempt set answer = repeat('x', 1025)  | webhook_attempt_answer_check
          webhook_attempt set event_id = 2                | webhook_attempt_bot_id_endpoint_id_event_id_fkey
          manual_grant set customer_id = 0                | manual_grant_customer_id_check
          manual_grant set entitlement = 'A'              | manual_grant_entitlement_check
          manual_grant set ends_at = granted_at           | manual_grant_check
          manual_grant set reason = ''                    | manual_grant_reason_check
          manual_grant set granted_by = ''                | manual_grant_granted_by_check
          manual_grant set revoked_at = granted_at - interval '1 day', revoked_by = 'x' | manual_grant_check1
          manual_grant set revoked_at = now()             | manual_grant_check2
          manual_grant set idempotency_key = 'k'          | manual_grant_check3
          credit_debit set unit = 'A'                     | credit_debit_unit_check
          credit_debit set number = 0                     | credit_debit_number_check
          credit_debit set amount = 0                     | credit_debit_amount_check
          credit_debit set debited = 2                    | credit_debit_check
          credit_debit set balance = -1                   | credit_debit_balance_check
          credit_debit set reason = ''                    | credit_debit_reason_check
          credit_debit set idempotency_key = ''           | credit_debit_idempotency_key_check
          credit_debit set request_hash = ''              | credit_debit_request_hash_check
          entitlement_end set customer_id = 0             | entitlement_end_customer_id_check
          entitlement_end set entitlement = 'A'           | entitlement_end_entitlement_check
          """)
  void refuses(String update, String constraint) {
    assertThatExceptionOfType(DatabaseException.Refused.class)
        .isThrownBy(() -> SHOP.execute("update " + update))
        .withMessageContaining("violates")
        .withMessageContaining("\"" + constraint + "\"");
  }
}
