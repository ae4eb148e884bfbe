package dev.starkeeper.doctor;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.BooksStore;
import dev.starkeeper.store.CheckupStore;
import dev.starkeeper.store.FiguresStore;
import dev.starkeeper.store.PollerStore.Poller;
import dev.starkeeper.telegram.InspectBot;
import dev.starkeeper.telegram.TelegramConfig;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at one bot: what Telegram says of it, and what the database does. */
final class ExamineBot {
  /** The database, if its tables can be read, and who polls which bot. */
  record Seen(Database database, Map<BotId, Poller> pollers) {}

  private final TelegramConfig config;
  private final BotId bot;
  private final Optional<Seen> seen;
  private final Duration reconcileEvery;
  private final InstantSource clock;

  ExamineBot(
      TelegramConfig config, Optional<Seen> seen, Duration reconcileEvery, InstantSource clock) {
    this.config = config;
    this.bot = config.token().botId();
    this.seen = seen;
    this.reconcileEvery = reconcileEvery;
    this.clock = clock;
  }

  List<Finding> all() {
    var ofRows = seen.map(some -> rows(some.database())).orElse(List.of());
    return Stream.concat(telegram().stream(), ofRows.stream())
        .map(finding -> finding.of(bot))
        .toList();
  }

  private List<Finding> telegram() {
    var findings = new ArrayList<Finding>();
    try (var telegram = new InspectBot(config, clock)) {
      findings.add(Finding.ok("token", "of @" + telegram.getMe().username()));
      telegram
          .clockAhead()
          .ifPresent(
              ahead -> findings.add(CheckClock.of("telegram clock", "Telegram's clock", ahead)));
      var info = telegram.webhookInfo();
      findings.add(CheckTelegram.webhook(info));
      seen.ifPresent(some -> {
        var poller = Optional.ofNullable(some.pollers().get(bot));
        findings.add(CheckTelegram.allowedUpdates(info, poller));
        findings.add(CheckTelegram.polling(info, poller));
      });
    } catch (TelegramException e) {
      findings.add(CheckTelegram.token(e));
    }
    return findings;
  }

  private List<Finding> rows(Database database) {
    try {
      var now = clock.instant();
      var books = database.inTransaction(tx -> BooksStore.find(tx, bot));
      var figures = database.inTransaction(tx -> FiguresStore.find(tx, Set.of(bot), now));
      var waiting = database.inTransaction(tx -> CheckupStore.waiting(tx, bot));
      var findings = new ArrayList<Finding>();
      findings.add(CheckBooks.books(books, now, reconcileEvery));
      findings.add(CheckBooks.recovered(books, now));
      figures.values().forEach(one -> findings.addAll(CheckBooks.waiting(one, waiting)));
      return findings;
    } catch (DatabaseException e) {
      return List.of(Words.notSeen("books", e));
    }
  }
}
