package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.starkeeper.model.TelegramUserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErasedUpdateTest {
  private static final TelegramUserId VLADISLAV = new TelegramUserId(279_058_397);

  private static final String CHAT =
      """
      {"update_id":5,"message":{"message_id":9,"date":1,"text":"I am Vladislav",
       "from":{"id":279058397,"is_bot":false,"first_name":"Vladislav"},
       "chat":{"id":279058397,"first_name":"Vladislav","type":"private"},
       "reply_to_message":{"text":"Vladislav?"}}}
      """;

  @Test
  void paymentKeepsWhatTheBooksNeed() {
    var left = ErasedUpdate.of(Updates.PAYMENT, "other facts: User[id=1, languageCode=ru]");

    assertThat(left.body())
        .isEqualTo(
            """
            {"update_id":10002,"message":{"message_id":7,"from":{"id":279058397,"is_bot":false},\
            "chat":{"id":4711,"type":"private"},"date":1793534400,"successful_payment":\
            {"currency":"XTR","total_amount":51,\
            "invoice_payload":"019a3f7c-5ddb-7000-8000-000000000002",\
            "telegram_payment_charge_id":"%s","provider_payment_charge_id":"279058397_8"}}}\
            """
                .formatted(Updates.CHARGE));
    assertThat(left.reason()).isEqualTo("other facts: User[id=1, languageCode=en]");
    assertThat(UpdateReader.read(JsonParser.parseString(left.body())).content())
        .isInstanceOf(Update.Content.Paid.class);
  }

  @Test
  void messageKeepsThatItWasOneAndItsReasonGoes() {
    var left = ErasedUpdate.of(CHAT, "refused: I am Vladislav");

    assertThat(left)
        .isEqualTo(
            new ErasedUpdate(
                """
                {"update_id":5,"message":{"message_id":9,"date":1,"from":{"id":279058397,\
                "is_bot":false},"chat":{"id":279058397,"type":"private"}}}\
                """,
                "(erased)"));
    assertThat(ErasedUpdate.of(left.body(), left.reason())).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(strings = {Updates.QUERY, Updates.SUBSCRIPTION, CHAT})
  void personIsFoundWhereverHeIs(String update) {
    assertThat(ErasedUpdate.isOf(update, VLADISLAV)).isTrue();
    assertThat(ErasedUpdate.isOf(update, new TelegramUserId(4))).isFalse();
  }

  @Test
  void whatIsNoPersonsIdIsNotHis() {
    assertThat(ErasedUpdate.isOf(CHAT, new TelegramUserId(5))).isFalse();
    assertThat(ErasedUpdate.isOf("[]", VLADISLAV)).isFalse();
  }
}
