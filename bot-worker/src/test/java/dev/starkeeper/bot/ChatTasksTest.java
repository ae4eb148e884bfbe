package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.ScriptedTelegram.Message;
import dev.starkeeper.bot.chat.AnswerChats;
import dev.starkeeper.bot.chat.KeepChats;
import dev.starkeeper.bot.chat.TellAnswer;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.sale.Bot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Conversations as the workers' tasks go on with them. */
final class ChatTasksTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int TEXTS = 12; // more than are answered at once

  @AutoClose private final TestDatabase test = TestDatabase.copy();
  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final KeepChats keepChats = new KeepChats(test.database(), Shop.BOT, CLOCK);

  @Test
  void twoWorkersAnswerEachTextOnceAndInTurn() throws Exception {
    var people = Stream.generate(Shop::aBuyer).limit(3).toList();

    try (var _ = worker();
        var _ = worker()) {
      for (var n = 0; n < TEXTS; n++) {
        for (var person : people) keepChats.keep(List.of(wrote(100 + n, person, n)));
      }
      var said = new ArrayList<Message>();
      for (var n = 0; n < TEXTS * people.size(); n++) said.add(next());

      for (var person : people) {
        assertThat(said)
            .filteredOn(message -> message.chat().equals(person.id()))
            .extracting(message -> message.text().startsWith("Hello!"))
            .containsExactlyElementsOf(
                IntStream.range(0, TEXTS).mapToObj(n -> n % 2 == 0).toList());
      }
    }
    assertThat(telegram.messages).isEmpty();
    assertThat(waiting()).isEmpty();
  }

  private static ChatUpdate wrote(long id, TelegramUser from, int n) {
    return new ChatUpdate(id, from, new Deed.Wrote(n % 2 == 0 ? "/start" : "/terms"));
  }

  private Message next() throws InterruptedException {
    var message = telegram.messages.poll(1, TimeUnit.MINUTES);
    if (message == null) throw new AssertionError("nothing is said; there wait " + waiting());
    return message;
  }

  private List<String> waiting() {
    return test.database()
        .inTransaction(tx ->
            tx.fetch("select text from chat_update where answered_at is null")
                .getValues(0, String.class));
  }

  private BackgroundWork worker() throws InterruptedException {
    var config = Shop.chatConfig();
    var bot = new Bot(Shop.BOT, telegram);
    var answerChats = new AnswerChats(test.database(), bot, telegram, config, CLOCK);
    var tellAnswer = new TellAnswer(test.database(), telegram, CLOCK, config);
    return BackgroundWork.start(
        test.database().connections(),
        new BackgroundWork.OfCharges(_ -> {}, _ -> {}, _ -> {}, _ -> {}),
        new BackgroundWork.OfClock(() -> {}, Map.of(), () -> {}),
        new ChatTasks(_ -> answerChats, _ -> tellAnswer).all(),
        new ReconcileTasks(List.of(Shop.BOT), _ -> {}, Duration.ofMinutes(5), CLOCK),
        new CountDownLatch(1));
  }
}
