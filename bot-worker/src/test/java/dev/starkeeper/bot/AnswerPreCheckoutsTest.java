package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.AnswerPreCheckouts.Heard;
import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Amount;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnswerPreCheckoutsTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final ScriptedTelegram telegram = new ScriptedTelegram();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void everyQueryOfABatchIsAnswered() {
    var invoice = shop.invoice(shop.unlock("premium", 41));
    var unknown = new PreCheckoutQuery("query-2", Shop.aBuyer(), new Amount("XTR", 41), "not ours");

    try (var answering = answering(test.database())) {
      answering.start(List.of(Shop.query("query-1", invoice), unknown), Heard.NEVER).join();
    }

    assertThat(telegram.answers)
        .containsExactlyInAnyOrder(
            new ScriptedTelegram.Answer("query-1", ""),
            new ScriptedTelegram.Answer(
                "query-2", "This invoice is unknown here. Please open the app and try again."));
  }

  @Test
  void buyerIsToldInHisLanguage() {
    var russian = new TelegramUser(Shop.aBuyer().id(), "ru-RU");
    var query = new PreCheckoutQuery("query-3", russian, new Amount("XTR", 1), "не наш");

    try (var answering = answering(test.database())) {
      answering.start(List.of(query), Heard.NEVER).join();
    }

    assertThat(telegram.answers)
        .singleElement()
        .extracting(ScriptedTelegram.Answer::message)
        .asString()
        .startsWith("Этот счёт нам неизвестен");
  }

  @Test
  void withoutADatabaseTheAnswerIsNo() {
    var nowhere = DatabaseConfig.parse("postgresql://nobody@127.0.0.1:1/nothing");
    var invoice = shop.invoice(shop.unlock("premium", 42));

    try (var database = Database.open(nowhere, "test");
        var answering = answering(database)) {
      answering.start(List.of(Shop.query("query-4", invoice)), Heard.NEVER).join();
    }

    assertThat(telegram.answers)
        .singleElement()
        .extracting(ScriptedTelegram.Answer::message)
        .asString()
        .startsWith("We cannot take the payment right now.");
  }

  @Test
  void whenTheDatabaseHangsTheAnswerIsNoInTimeAndTheLateHoldIsGivenBack() {
    var invoice = shop.invoice(shop.unlock("premium", 43));
    makeHoldsTakeLongerThanABuyerWaits();

    try (var answering = answering(test.database())) {
      var nothingMoreIsWritten =
          answering.start(List.of(Shop.query("query-5", invoice)), Heard.NEVER);
      assertThat(awaitAnswer().message()).startsWith("We cannot take the payment");
      nothingMoreIsWritten.join();
    }

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.OPEN);
    assertThat(holdsTaken()).isEqualTo(1);
  }

  @Test
  void approvalThatCameTooLateFreesTheInvoice() {
    var invoice = shop.invoice(shop.unlock("premium", 45));
    telegram.faults.add(
        new TelegramException.Refused("answerPreCheckoutQuery", 400, "query is too old"));

    try (var answering = answering(test.database())) {
      answering.start(List.of(Shop.query("query-7", invoice)), Heard.NEVER).join();
    }

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.OPEN);
  }

  @Test
  void approvalOfAnotherWorkerKeepsItsHold() {
    var invoice = shop.invoice(shop.unlock("premium", 48));
    telegram.faults.add(
        new TelegramException.Refused("answerPreCheckoutQuery", 400, "query is too old"));

    try (var answering = answering(test.database())) {
      answering.start(List.of(Shop.query("query-10", invoice)), Heard.PERHAPS).join();
    }

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.CHECKOUT);
  }

  @Test
  void approvalThatMayHaveArrivedKeepsItsHold() {
    var invoice = shop.invoice(shop.unlock("premium", 46));
    telegram.faults.add(new TelegramException.Unreachable("answerPreCheckoutQuery", "cut"));
    telegram.faults.add(
        new TelegramException.Refused("answerPreCheckoutQuery", 400, "query is too old"));

    try (var answering = answering(test.database())) {
      answering.start(List.of(Shop.query("query-8", invoice)), Heard.NEVER).join();
    }

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.CHECKOUT);
  }

  @Test
  void answerThatTelegramWantsABitLaterIsSentThen() {
    var invoice = shop.invoice(shop.unlock("premium", 47));
    telegram.faults.add(
        new TelegramException.TooManyRequests("answerPreCheckoutQuery", Duration.ofSeconds(1)));

    try (var answering = answering(test.database())) {
      answering.start(List.of(Shop.query("query-9", invoice)), Heard.NEVER).join();
    }

    assertThat(telegram.answers).containsExactly(new ScriptedTelegram.Answer("query-9", ""));
  }

  @Test
  void queryToldAgainIsNotAnsweredAgain() {
    var query = Shop.query("query-6", shop.invoice(shop.unlock("premium", 44)));

    try (var answering = answering(test.database())) {
      answering.start(List.of(query), Heard.NEVER).join();
      answering.start(List.of(query), Heard.NEVER).join();
    }

    assertThat(telegram.answers).hasSize(1);
  }

  private void makeHoldsTakeLongerThanABuyerWaits() {
    test.database()
        .inTransactionDo(tx -> {
          tx.execute("create sequence held");
          tx.execute(
              """
              create function slowly() returns trigger language plpgsql as $$
              begin
                perform pg_sleep(4.2), nextval('held');
                return new;
              end $$
              """);
          tx.execute(
              """
              create trigger slow before update on invoice for each row
              when (new.state = 'CHECKOUT') execute function slowly()
              """);
        });
  }

  private int holdsTaken() {
    return test.database()
        .inTransaction(tx -> tx.fetchSingle("select last_value from held").get(0, Integer.class));
  }

  private ScriptedTelegram.Answer awaitAnswer() {
    try {
      var answer = telegram.answers.poll(1, TimeUnit.MINUTES);
      if (answer == null) throw new AssertionError("no answer within a minute");
      return answer;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private AnswerPreCheckouts answering(Database database) {
    var hold = new HoldInvoices(database, Shop.BOT, () -> Shop.NOON, Duration.ofMinutes(1));
    return new AnswerPreCheckouts(telegram, hold, new Phrases(), BotMeters.unseen().preCheckouts());
  }
}
