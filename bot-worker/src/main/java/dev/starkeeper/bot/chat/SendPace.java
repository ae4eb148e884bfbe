package dev.starkeeper.bot.chat;

import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When the next message may go out: one a second into a chat, thirty a second in all (facts §2.5),
 * and none while Telegram has asked us to wait. It does not say which chat it means by that, so all
 * wait.
 */
final class SendPace {
  private static final Duration PER_CHAT = Duration.ofSeconds(1);
  private static final Duration IN_ALL = Duration.ofSeconds(1).dividedBy(30);
  private static final int REMEMBERED = 10_000; // then those whose second is over are forgotten

  private final Map<TelegramUserId, Instant> freeAt = new HashMap<>();
  private Instant allFreeAt = Instant.MIN;

  /**
   * How long to wait before sending into {@code chat}. If that is no more than {@code patience}, a
   * place is taken and the message must be sent after it; otherwise it must not be sent.
   */
  synchronized Duration take(TelegramUserId chat, Instant now, Duration patience) {
    var at = latest(now, latest(allFreeAt, freeAt.getOrDefault(chat, Instant.MIN)));
    var wait = Duration.between(now, at);
    if (wait.compareTo(patience) > 0) return wait;
    if (freeAt.size() >= REMEMBERED) freeAt.values().removeIf(free -> !free.isAfter(now));
    freeAt.put(chat, at.plus(PER_CHAT));
    allFreeAt = at.plus(IN_ALL);
    return wait;
  }

  /** Telegram wants to hear nothing for a while. */
  synchronized void hold(Instant until) {
    allFreeAt = latest(allFreeAt, until);
  }

  synchronized int remembered() {
    return freeAt.size();
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
