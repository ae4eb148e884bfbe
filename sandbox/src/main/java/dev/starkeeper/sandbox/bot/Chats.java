package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.stars.User;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The private chats of one bot: whom it has met, who blocked it, whose button waits for an answer.
 */
public final class Chats {
  private static final long FIRST_PRESS = 4_000_000_000_000_000_000L; // as long as Telegram's are

  private final Map<Long, User> users = new HashMap<>();
  private final LinkedHashMap<Long, User> known = new LinkedHashMap<>();
  private final Set<Long> blockers = new HashSet<>();
  private final Set<String> callbackQueries = new HashSet<>();
  private long presses;

  /** A bot can write only to whom it has met. */
  synchronized void meet(User user) {
    users.put(user.id(), user);
    known.put(user.id(), named(user));
  }

  /** Somebody who may write one day; until then the bot cannot write to him. */
  public synchronized void introduce(User user) {
    var named = named(user);
    known.put(named.id(), named);
    users.replace(named.id(), named);
  }

  /** A control that only numbers somebody does not rename him. */
  private User named(User user) {
    return user.isNameless() ? known.getOrDefault(user.id(), user) : user;
  }

  /** At most {@code limit} of all that were ever spoken of, the last first. */
  public synchronized List<User> newest(int limit) {
    return known.sequencedValues().reversed().stream().limit(limit).toList();
  }

  public synchronized Optional<User> user(long chatId) {
    return Optional.ofNullable(users.get(chatId));
  }

  public synchronized void block(long userId, boolean isBlocked) {
    if (isBlocked) blockers.add(userId);
    else blockers.remove(userId);
  }

  public synchronized boolean hasBlocked(long userId) {
    return blockers.contains(userId);
  }

  /** Makes a pressed button answerable. */
  synchronized void press(String callbackQueryId) {
    callbackQueries.add(callbackQueryId);
  }

  /** The name of a press that waits for an answer from now on. */
  synchronized String press() {
    var id = Long.toString(FIRST_PRESS + ++presses);
    callbackQueries.add(id);
    return id;
  }

  /** Returns whether that press still waited for an answer. */
  public synchronized boolean answerPress(String callbackQueryId) {
    return callbackQueries.remove(callbackQueryId);
  }
}
