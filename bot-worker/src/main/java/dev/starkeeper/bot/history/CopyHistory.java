package dev.starkeeper.bot.history;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.HistoryCursor;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTotal;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.store.HistoryCursorStore;
import dev.starkeeper.store.StarTotalStore;
import dev.starkeeper.store.StarTransactionStore;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies Telegram's list page by page, a transaction each. Each page is read with the last line
 * that we have before it: if that is another one, the list is not the one we copied.
 */
final class CopyHistory {
  private static final Logger log = LoggerFactory.getLogger(CopyHistory.class);

  private static final int PAGE = 100; // getStarTransactions' own limit
  private static final int BALANCE_READINGS = 3; // a payment may come between list and balance

  /**
   * Where we were when we asked Telegram.
   *
   * @param last the line before the cursor
   * @param sum what all lines of this copy come to
   */
  private record Place(HistoryCursor cursor, Optional<StarTransaction> last, StarAmount sum) {
    /** Offset of the first line that is asked for: one that we have, if we have any. */
    long offset() {
      return Math.max(0, cursor.position() - 1);
    }

    boolean isContinuedBy(List<StarTransaction> page) {
      return last.map(line -> !page.isEmpty() && page.getFirst().isSameLine(line)).orElse(true);
    }

    /** The lines that we did not have. */
    List<StarTransaction> news(List<StarTransaction> page) {
      return last.isPresent() ? page.subList(1, page.size()) : page;
    }
  }

  private final Database database;
  private final Telegram telegram;
  private final BotId bot;
  private final InstantSource clock;

  CopyHistory(Database database, Telegram telegram, BotId bot, InstantSource clock) {
    this.database = database;
    this.telegram = telegram;
    this.bot = bot;
    this.clock = clock;
  }

  /** To the end of the list; at most once from its beginning again. */
  void copy() {
    var milestones = new Milestones("copied", clock);
    var restarted = false;
    var readings = 0;
    while (true) {
      Stopping.check();
      var place = database.inTransaction(this::place);
      var page = telegram.getStarTransactions(place.offset(), PAGE);
      if (!place.isContinuedBy(page)) {
        if (restarted) throw new IllegalStateException("the history changes while it is read");
        restarted = true;
        restart(place, page);
        continue;
      }
      var news = place.news(page);
      if (!isEnd(place, page, news)) {
        copied(place, news);
      } else {
        readings++;
        var sum = place.sum().plus(StarTotal.sum(StarTotal.of(news)));
        var balance = balance();
        var moved = differs(balance, sum) && readings < BALANCE_READINGS;
        if (!moved && copiedToTheEnd(place, news, balance)) return;
      }
      milestones.passed(news.size(), place.cursor().position() + news.size());
    }
  }

  private Place place(DSLContext tx) {
    var cursor = HistoryCursorStore.find(tx, bot).orElseThrow();
    var totals = StarTotalStore.find(tx, bot, cursor.generation());
    return new Place(cursor, StarTransactionStore.last(tx, bot, cursor), StarTotal.sum(totals));
  }

  /** A page that is not full may be one that Telegram has cut short: so what follows is asked. */
  private boolean isEnd(Place place, List<StarTransaction> page, List<StarTransaction> news) {
    if (news.isEmpty()) return true;
    if (page.size() >= PAGE) return false;
    var after = telegram.getStarTransactions(place.offset() + page.size() - 1, 2);
    return after.size() == 1 && after.getFirst().isSameLine(page.getLast());
  }

  /** Not having it must not keep payments from being recorded. */
  private BalanceReading balance() {
    try {
      return new BalanceReading.Told(telegram.getMyStarBalance(), clock.instant());
    } catch (TelegramException e) {
      log.warn("the balance of bot {} is not known: {}", bot.value(), e.getMessage());
      return new BalanceReading.NotYet();
    }
  }

  private static boolean differs(BalanceReading balance, StarAmount sum) {
    return balance instanceof BalanceReading.Told(var told, _) && !told.equals(sum);
  }

  private void copied(Place place, List<StarTransaction> news) {
    database.inTransactionDo(tx -> {
      if (!isStillAt(tx, place)) return; // another reconciler was here: go on from where it is
      append(tx, place, news);
      HistoryCursorStore.copied(tx, bot, news.size());
    });
  }

  /** False if another reconciler was here meanwhile. */
  private boolean copiedToTheEnd(Place place, List<StarTransaction> news, BalanceReading balance) {
    return database.inTransaction(tx -> {
      if (!isStillAt(tx, place)) return false;
      if (!news.isEmpty()) append(tx, place, news);
      HistoryCursorStore.copiedToTheEnd(tx, bot, news.size(), balance);
      return true;
    });
  }

  private void append(DSLContext tx, Place place, List<StarTransaction> news) {
    StarTransactionStore.append(tx, bot, place.cursor(), news);
    StarTotalStore.add(tx, bot, place.cursor().generation(), StarTotal.of(news));
  }

  private void restart(Place place, List<StarTransaction> page) {
    log.error(
        "line {} of bot {}'s history is {} now, and was {}: reading it again from its beginning",
        place.cursor().position(),
        bot.value(),
        page.isEmpty() ? "missing" : page.getFirst().id(),
        place.last().map(StarTransaction::id).orElse("nothing"));
    database.inTransactionDo(tx -> {
      if (isStillAt(tx, place)) HistoryCursorStore.restart(tx, bot);
    });
  }

  private boolean isStillAt(DSLContext tx, Place place) {
    return HistoryCursorStore.lock(tx, bot).isWhere(place.cursor());
  }
}
