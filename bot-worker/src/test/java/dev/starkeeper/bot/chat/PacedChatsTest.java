package dev.starkeeper.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotCommand;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sending on a clock that the test moves, and that rests move too. */
final class PacedChatsTest implements Chats {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final TelegramUserId ADA = new TelegramUserId(42);
  private static final TelegramUserId BEN = new TelegramUserId(43);
  private static final ChatMessage HELLO = ChatMessage.plain("hello");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final List<Duration> sentAfter = new ArrayList<>();
  private final Queue<TelegramException> faults = new ArrayDeque<>();
  private final PacedChats paced =
      new PacedChats(this, now::get, pause -> now.updateAndGet(time -> time.plus(pause)));

  @Test
  void secondMessageWaitsForItsSecond() {
    paced.send(ADA, HELLO);
    paced.edit(ADA, new MessageId(1), HELLO);

    assertThat(sentAfter).containsExactly(Duration.ZERO, Duration.ofSeconds(1));
  }

  @Test
  void whoWouldWaitLongComesBackLater() {
    faults.add(new TelegramException.TooManyRequests("sendMessage", Duration.ofSeconds(17)));
    assertThatExceptionOfType(TelegramException.TooManyRequests.class)
        .isThrownBy(() -> paced.send(ADA, HELLO));

    now.set(NOON.plusSeconds(2));
    assertThatExceptionOfType(TelegramException.TooManyRequests.class)
        .isThrownBy(() -> paced.send(BEN, HELLO))
        .satisfies(slow -> assertThat(slow.retryAfter()).isEqualTo(Duration.ofSeconds(15)));
    now.set(NOON.plusSeconds(17));
    paced.send(BEN, HELLO);

    assertThat(sentAfter).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void whoeverIsToStopWhileHeWaitsSendsNothing() {
    var interrupted =
        new PacedChats(
            this,
            now::get,
            _ -> {
              throw new InterruptedException();
            });
    interrupted.send(ADA, HELLO);

    assertThatExceptionOfType(TelegramException.Unreachable.class)
        .isThrownBy(() -> interrupted.send(ADA, HELLO));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(sentAfter).hasSize(1);
  }

  @Test
  void pressesAreAnsweredAtOnce() {
    paced.send(ADA, HELLO);
    paced.answerCallbackQuery("77", "");
    paced.setMyCommands("", List.of());

    assertThat(now.get()).isEqualTo(NOON);
  }

  private MessageId sent() {
    if (!faults.isEmpty()) throw faults.remove();
    sentAfter.add(Duration.between(NOON, now.get()));
    return new MessageId(sentAfter.size());
  }

  @Override
  public MessageId send(TelegramUserId chat, ChatMessage message) {
    return sent();
  }

  @Override
  public void edit(TelegramUserId chat, MessageId old, ChatMessage message) {
    sent();
  }

  @Override
  public MessageId sendInvoice(
      TelegramUserId chat, InvoiceId id, Offer offer, Item item, String startParameter) {
    return sent();
  }

  @Override
  public void answerCallbackQuery(String queryId, String text) {}

  @Override
  public void setMyCommands(String language, List<BotCommand> commands) {}
}
