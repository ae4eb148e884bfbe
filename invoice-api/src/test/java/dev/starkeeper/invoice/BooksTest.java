package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BooksTest {
  private static final String SHOWN =
      """
      {"currency":"XTR",
       "received":{"stars":2000,"nanostars":0},"refunded":{"stars":300,"nanostars":0},
       "withdrawn":{"stars":200,"nanostars":0},"other":{"stars":0,"nanostars":500000000},
       "expectedBalance":{"stars":1500,"nanostars":500000000},
       "telegramBalance":{"stars":1499,"nanostars":500000000},
       "readAt":"2026-03-01T12:00:00Z","difference":{"stars":-1,"nanostars":0},
       "complete":true,"transactions":9,
       "kinds":[
        {"kind":"affiliate_program","direction":"in","transactions":1,
         "amount":{"stars":0,"nanostars":750000000}},
        {"kind":"fragment","direction":"out","transactions":1,
         "amount":{"stars":200,"nanostars":0}},
        {"kind":"invoice_payment","direction":"in","transactions":4,
         "amount":{"stars":2000,"nanostars":0}},
        {"kind":"invoice_payment","direction":"out","transactions":2,
         "amount":{"stars":300,"nanostars":0}},
        {"kind":"telegram_api","direction":"out","transactions":1,
         "amount":{"stars":0,"nanostars":250000000}}],
       "recovered":{"payments":3,"refunds":2,"lastAt":"2026-03-01T11:00:00Z"},
       "imported":4,"restarts":1,
       "ledger":{"payments":8,"stars":1800,"refunds":2,"refundedStars":300},
       "warnings":["Telegram's balance differs by -1 Stars from what its history comes to: nothing we know explains it."]}
      """;

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void booksAreTheMerchantsOwn() {
    assertThat(api.send(api.asBuyer("/v1/books")).isStatus(403).get("code")).isEqualTo("forbidden");
    assertThat(api.send(api.asNobody("/v1/books")).isStatus(401).get("code"))
        .isEqualTo("missing_credentials");
  }

  @Test
  void beforeTheFirstReadingThereIsNoBalance() {
    assertThat(api.send(api.asServer("/v1/books")).isStatus(200).json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"currency":"XTR",
                 "received":{"stars":0,"nanostars":0},"refunded":{"stars":0,"nanostars":0},
                 "withdrawn":{"stars":0,"nanostars":0},"other":{"stars":0,"nanostars":0},
                 "expectedBalance":{"stars":0,"nanostars":0},
                 "complete":false,"transactions":0,"kinds":[],
                 "recovered":{"payments":0,"refunds":0},"imported":0,"restarts":0,
                 "ledger":{"payments":0,"stars":0,"refunds":0,"refundedStars":0},
                 "warnings":["Telegram's history is being read for the first time: 0 transactions so far."]}
                """));
  }

  @Test
  void whatTheWorkerHasReadIsShownToTheNanostar() {
    execute(
        "insert into history_cursor values (%d, now(), 2, 2, 9, 9, 9, 1, 1499, 500000000,"
            + " '2026-03-01T12:00Z', 3, 2, '2026-03-01T11:00Z', 4)");
    execute("insert into payment_total values (%d, 8, 1800, 2, 300)");
    for (var total :
        new String[] {
          "1, 'invoice_payment', 'IN', 7, 0, 1",
          "2, 'invoice_payment', 'IN', 2000, 0, 4",
          "2, 'invoice_payment', 'OUT', 300, 0, 2",
          "2, 'fragment', 'OUT', 200, 0, 1",
          "2, 'telegram_api', 'OUT', 0, 250000000, 1",
          "2, 'affiliate_program', 'IN', 0, 750000000, 1"
        }) {
      execute("insert into star_total values (%d, " + total + ")");
    }

    assertThat(api.send(api.asServer("/v1/books")).isStatus(200).json())
        .isEqualTo(JsonParser.parseString(SHOWN));
  }

  private void execute(String sql) {
    api.database
        .database()
        .inTransactionDo(tx -> tx.execute(sql.formatted(RunningApi.BOT.value())));
  }
}
