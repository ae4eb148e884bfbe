package dev.starkeeper.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.TestDatabase;
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
    SHOP.execute("insert into customer values (7000001, 501, 'en', now())");
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
          payment set status = 'UNMATCHED'                | payment_check
          payment set reason = 'why'                      | payment_check
          payment set status = 'REFUNDED', reason = 'why' | payment_check1
          payment set refunded_at = now()                 | payment_check1
          payment set recorded_from = 'RUMOUR'            | payment_recorded_from_check
          entitlement_grant set charge_id = 'charge-9'    | entitlement_grant_bot_id_charge_id_fkey
          entitlement_grant set entitlement = 'A'         | entitlement_grant_entitlement_check
          entitlement_grant set revoked_at = granted_at - interval '1 second' | entitlement_grant_check
          credit_entry set amount = 0                     | credit_entry_amount_check
          credit_entry set charge_id = 'charge-9'         | credit_entry_bot_id_charge_id_fkey
          """)
  void refuses(String update, String constraint) {
    assertThatExceptionOfType(DatabaseException.Refused.class)
        .isThrownBy(() -> SHOP.execute("update " + update))
        .withMessageContaining("violates")
        .withMessageContaining("\"" + constraint + "\"");
  }
}
