package dev.starkeeper.bot.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RecordingRules;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.HistoryCursorStore;
import dev.starkeeper.store.StarTransactionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ApplyHistoryTest {
  private static final BotId BOT = new BotId(7000001);
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @AutoClose private final TestDatabase test = TestDatabase.copy();
  private final ApplyHistory applyHistory =
      new ApplyHistory(
          test.database(),
          BOT,
          () -> NOON,
          new RecordPayments(
              test.database(),
              BOT,
              () -> NOON,
              new RecordingRules(SettlementPolicy.STANDARD, Duration.ofHours(1))),
          BotMeters.unseen().recording());

  /** As another worker finds it, while the one that copies is between two pages. */
  @Test
  void linesBeforeTheEndWasSeenAreNotRecorded() {
    test.database()
        .inTransactionDo(tx -> {
          HistoryCursorStore.begin(tx, BOT, NOON);
          append(tx, "charge-1");
          HistoryCursorStore.copied(tx, BOT, 1);
        });

    applyHistory.apply();
    assertThat(payments()).isEmpty();

    test.database()
        .inTransactionDo(
            tx -> HistoryCursorStore.copiedToTheEnd(tx, BOT, 0, new BalanceReading.NotYet()));
    test.database()
        .inTransactionDo(tx -> {
          append(tx, "charge-2");
          HistoryCursorStore.copied(tx, BOT, 1);
        });

    applyHistory.apply();
    assertThat(payments()).containsExactly("charge-1");
  }

  private static void append(DSLContext tx, String charge) {
    var user = new TelegramUser(new TelegramUserId(9_000), "en");
    var sale = new Partner.Sale(user, "order", Duration.ZERO, StarAmount.ZERO);
    var line = new StarTransaction(charge, Direction.IN, new StarAmount(7, 0), NOON, sale, "{}");
    StarTransactionStore.append(tx, BOT, HistoryCursorStore.lock(tx, BOT), List.of(line));
  }

  private List<String> payments() {
    return test.database()
        .inTransaction(tx -> tx.fetch("select charge_id from payment").getValues(0, String.class));
  }
}
