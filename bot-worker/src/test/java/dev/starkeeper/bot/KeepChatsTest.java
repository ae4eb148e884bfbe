package dev.starkeeper.bot;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.chat.KeepChats;
import dev.starkeeper.bot.chat.SweepChats;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What people write, beside the money, which it must never hold up. */
final class KeepChatsTest {
  @AutoClose private final PlayedChat chat = new PlayedChat("en");
  private final KeepChats keepChats = new KeepChats(chat.database, Shop.BOT, chat.now::get);
  private final SweepChats sweepChats = new SweepChats(chat.database, chat.now::get);
  private final RecordUpdates recordUpdates =
      new RecordUpdates(
          chat.database,
          Shop.BOT,
          chat.now::get,
          Shop.recording(chat.database, chat.now::get),
          BotMeters.unseen().recording());

  @Test
  void eightThreadsKeepOneUpdateOnce() throws Exception {
    var told = List.of(wrote(11, chat.user, "/start"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var kept =
          threads.invokeAll(
              nCopies(
                  8,
                  () -> {
                    keepChats.keep(told);
                    return true;
                  }));
      assertThat(kept).allSatisfy(one -> assertThat(one.state()).isEqualTo(Future.State.SUCCESS));
    }

    assertThat(rows("select update_id::text from chat_update")).containsExactly("11");
    assertThat(chat.conversations()).hasSize(1);
  }

  @Test
  void repeatedUpdateIsAnsweredOnce() {
    chat.push(start(11));
    chat.work();

    chat.push(start(11));
    chat.push(start(11));
    chat.work();

    assertThat(chat.messages()).hasSize(1);
  }

  private String start(int updateId) {
    return """
    {"update_id":%1$d,"message":{"message_id":1,"date":1793534400,"text":"/start",
     "from":{"id":%2$d,"is_bot":false,"first_name":"Ada"},
     "chat":{"id":%2$d,"type":"private"}}}\
    """
        .formatted(updateId, chat.user.id().value());
  }

  @Test
  void whoWritesWithoutPauseTakesNobodysPlace() {
    var other = Shop.aBuyer();
    var flood = IntStream.range(0, 60).mapToObj(n -> wrote(100 + n, chat.user, "/start")).toList();
    keepChats.keep(flood);
    keepChats.keep(IntStream.range(0, 60).mapToObj(n -> wrote(200 + n, chat.user, "/x")).toList());
    keepChats.keep(List.of(wrote(300, other, "/start")));

    assertThat(rows("select count(*)::text from chat_update group by customer_id order by 1"))
        .containsExactly("1", "20");
    assertThat(chat.conversations()).hasSize(2);
  }

  @Test
  void oneConversationIsAnsweredInTurnAndSomeAtOnce() {
    keepChats.keep(
        IntStream.range(0, 7).mapToObj(n -> wrote(100 + n, chat.user, "/n" + n)).toList());

    chat.writesUnheard("/start"); // so that the sandbox knows him
    chat.work();

    assertThat(rows("select text from chat_update where answered_at is not null order by text"))
        .containsExactly("/n0", "/n1", "/n2", "/n3", "/n4");
    assertThat(chat.conversations()).hasSize(1); // it goes on later, after others
  }

  @Test
  void paymentIsRecordedThoughNothingThatIsWrittenCanBeKept() {
    chat.test.database().inTransactionDo(tx -> tx.execute("drop table chat_update"));
    var payment = Shop.payment("charge-1", chat.shop.invoice(chat.shop.unlock("premium", 81)));

    recordUpdates.record(
        List.of(
            new Update(11, "{\"a\":1}", new Update.Content.Chatted(wrote(11, chat.user, "/start"))),
            new Update(12, "{}", new Update.Content.Paid(payment))));

    assertThat(rows("select status from payment")).containsExactly("FULFILLED");
    assertThat(rows("select body from rejected_update")).containsExactly("{\"a\":1}");
  }

  @Test
  void paymentsGoOnThoughNobodyCanBeAnswered() {
    chat.shop.unlock("premium", 82);
    chat.writes("/start buy_premium");
    var invoice = chat.newest();
    chat.faults("{\"sendMessage\":[{\"kind\":\"server_error\",\"times\":0}]}");
    chat.writesUnheard("/start");
    chat.hears();
    assertThat(chat.failsToWork()).isTrue();

    chat.pays("\"chatId\":" + chat.user.id().value() + ",\"messageId\":" + invoice.id());

    assertThat(rows("select status from payment")).containsExactly("FULFILLED");
  }

  @Test
  void whatFailsAgainAndAgainIsGivenUpAndTheNextIsAnswered() {
    chat.writesUnheard("/start");
    chat.writesUnheard("/terms");
    chat.faults("{\"sendMessage\":[{\"kind\":\"server_error\",\"times\":5}]}");
    for (var attempt = 1; attempt <= 5; attempt++) assertThat(chat.failsToWork()).isTrue();

    chat.work();

    assertThat(chat.messages())
        .singleElement()
        .satisfies(shown -> assertThat(shown.text()).startsWith("Terms of sale"));
    assertThat(rows("select text from chat_update where answered_at is null")).isEmpty();
  }

  @Test
  void conversationThatNoTaskGoesOnWithIsTakenUpAgain() {
    keepChats.keep(List.of(wrote(11, chat.user, "/start")));
    chat.test.database().inTransactionDo(tx -> tx.execute("delete from scheduled_tasks"));

    chat.passes(Duration.ofSeconds(29));
    sweepChats.sweep();
    assertThat(chat.conversations()).isEmpty();
    chat.passes(Duration.ofSeconds(2));
    sweepChats.sweep();

    assertThat(chat.conversations()).hasSize(1);
  }

  @Test
  void whatIsLongAnsweredIsForgotten() {
    keepChats.keep(List.of(wrote(11, chat.user, "/start")));

    chat.passes(Duration.ofHours(47));
    sweepChats.sweep();
    assertThat(rows("select text from chat_update")).hasSize(1);
    chat.passes(Duration.ofHours(2));
    sweepChats.sweep();

    assertThat(rows("select text from chat_update")).isEmpty();
  }

  private static ChatUpdate wrote(long id, TelegramUser user, String text) {
    return new ChatUpdate(id, user, new Deed.Wrote(text));
  }

  private List<String> rows(String query) {
    return chat.shop.rows(query);
  }
}
