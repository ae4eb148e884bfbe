package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionReaderTest {
  private static final String SALE =
      """
      {"id":"stx-1","amount":51,"date":1793534400,
       "source":{"type":"user","transaction_type":"invoice_payment",
        "user":{"id":279058397,"is_bot":false,"first_name":"Vladislav","language_code":"ru"},
        "invoice_payload":"order-1","subscription_period":2592000,
        "affiliate":{"affiliate_user":{"id":7},"commission_per_mille":100,"amount":5,
                     "nanostar_amount":100000000}}}
      """;

  @Test
  void saleHasItsBuyerItsPeriodAndTheAffiliatesPart() {
    var partner =
        new Partner.Sale(
            new TelegramUser(new TelegramUserId(279058397), "ru"),
            "order-1",
            Duration.ofDays(30),
            new StarAmount(5, 100_000_000));

    assertThat(read(SALE))
        .isEqualTo(
            new StarTransaction(
                "stx-1",
                Direction.IN,
                new StarAmount(51, 0),
                Instant.ofEpochSecond(1793534400),
                partner,
                Names.without(JsonParser.parseString(SALE)).toString()));
  }

  @Test
  void refundIsTheSameGoingOut() {
    var refund = read(SALE.replace("\"source\"", "\"receiver\""));

    assertThat(refund.direction()).isEqualTo(Direction.OUT);
    assertThat(refund.partner()).isEqualTo(read(SALE).partner());
  }

  @Test
  void saleNeedsNoMoreThanItsBuyer() {
    var sale =
        read(
            """
            {"id":"stx-2","amount":52,"nanostar_amount":500000000,"date":1,"source":
             {"type":"user","transaction_type":"invoice_payment","user":{"id":8}}}
            """);

    assertThat(sale.amount()).isEqualTo(new StarAmount(52, 500_000_000));
    assertThat(sale.partner())
        .isEqualTo(
            new Partner.Sale(
                new TelegramUser(new TelegramUserId(8), "en"), "", Duration.ZERO, StarAmount.ZERO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"user","transaction_type":"paid_media_payment","user":{"id":1}} | paid_media_payment
          {"type":"user","transaction_type":"gift_purchase","user":{"id":1}}      | gift_purchase
          {"type":"user","transaction_type":"premium_purchase","user":{"id":1}}   | premium_purchase
          {"type":"user","transaction_type":"business_account_transfer"}          | business_account_transfer
          {"type":"chat","chat":{"id":-100}}                                      | chat
          {"type":"affiliate_program","commission_per_mille":150}                 | affiliate_program
          {"type":"fragment","withdrawal_state":{"type":"pending"}}               | fragment
          {"type":"fragment"}                                                     | fragment
          {"type":"telegram_ads"}                                                 | telegram_ads
          {"type":"telegram_api","request_count":7}                               | telegram_api
          {"type":"other"}                                                        | other
          {"type":"invented_tomorrow","x":[1]}                                    | invented_tomorrow
          {"type":"Not a name"}                                                   | unnamed
          """)
  void everythingElseHasItsKind(String partner, String kind) {
    var line = read("{\"id\":\"x\",\"amount\":3,\"date\":1,\"receiver\":" + partner + "}");

    assertThat(line.partner()).isEqualTo(new Partner.Other(kind));
    assertThat(line.direction()).isEqualTo(Direction.OUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source.type                | 7      | type is not a string
          source.transaction_type    |        | transaction_type is not a string
          source.user                | null   | user is not an object
          source.user.id             | 0      | not a user's id: 0
          source.user.id             | "7"    | id is not a number
          source.invoice_payload     | {}     | invoice_payload is not a string
          source.subscription_period | "x"    | subscription_period is not a number
          source.subscription_period | -1     | subscription_period is out of range: -1
          source.affiliate           | []     | affiliate is not an object
          source.affiliate.amount    | 1.5    | amount is not a whole number
          source                     | 7      | source is not an object
          id                         | " "    | not a charge id: 1 characters
          """)
  void amountOfAPartnerThatCannotBeReadCounts(String path, String value, String reason) {
    var line = TransactionReader.read(Updates.with(SALE, path, value));

    assertThat(line.partner()).isEqualTo(new Partner.Unreadable(reason));
    assertThat(line.amount()).isEqualTo(new StarAmount(51, 0));
    assertThat(line.direction()).isEqualTo(Direction.IN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount          |                  | amount is not a number
          amount          | "51"             | amount is not a number
          amount          | 51.5             | amount is not a whole number
          amount          | -51              | amount is negative: -51 Stars
          amount          | 1000000000000001 | amount is out of range: 1000000000000001, 0
          nanostar_amount | 1000000000       | amount is out of range: 51, 1000000000
          nanostar_amount | -1               | signs differ: 51, -1
          """)
  void lineWithoutAnAmountIsUnreadable(String path, String value, String reason) {
    var json = Updates.with(SALE, path, value);

    var line = TransactionReader.read(json);

    assertThat(line.partner()).isEqualTo(new Partner.Unreadable(reason));
    assertThat(line.amount()).isEqualTo(StarAmount.ZERO);
    assertThat(line.id()).isEqualTo("stx-1");
    assertThat(line.json()).isEqualTo(Names.without(json).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          date     |              | date is not a number
          date     | 253402300800 | date is out of range: 253402300800
          date     | -1           | date is out of range: -1
          id       | 7            | id is not a string
          receiver | {}           | not just one of source and receiver is there
          source   |              | not just one of source and receiver is there
          """)
  void amountOfALineThatCannotBeReadOtherwiseCounts(String path, String value, String reason) {
    var line = TransactionReader.read(Updates.with(SALE, path, value));

    assertThat(line.partner()).isEqualTo(new Partner.Unreadable(reason));
    assertThat(line.amount()).isEqualTo(new StarAmount(51, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "\"x\"", "{}"})
  void whatIsNoLineIsKept(String json) {
    var line = read(json);

    assertThat(line.partner()).isInstanceOf(Partner.Unreadable.class);
    assertThat(line.json()).isEqualTo(json);
  }

  @Test
  void nobodysNameIsKept() {
    var line =
        read(
            """
            {"id":"stx-3","amount":1,"date":1,"source":{"type":"user","transaction_type":
             "gift_purchase","user":{"id":8,"is_bot":false,"first_name":"Ada","last_name":"Byron",
             "username":"ada","language_code":"en"},"more":[{"chat":{"id":-9,"title":"Ada's"}}]}}
            """);

    assertThat(line.json())
        .isEqualTo(
            """
            {"id":"stx-3","amount":1,"date":1,"source":{"type":"user","transaction_type":\
            "gift_purchase","user":{"id":8,"is_bot":false},"more":[{"chat":{"id":-9}}]}}\
            """);
  }

  @Test
  void nulIsNotStored() {
    var line = read(SALE.replace("order-1", "order\\u0000"));

    assertThat(((Partner.Sale) line.partner()).invoicePayload()).isEqualTo("order\ufffd");
  }

  private static StarTransaction read(String json) {
    return TransactionReader.read(JsonParser.parseString(json));
  }
}
