package dev.starkeeper.invoice.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Purse;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.Turns;
import dev.starkeeper.store.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DebitCreditsTest {
  private static final Purse PURSE = new Purse(new TelegramUserId(42), new CreditUnit("coins"));
  private static final IdempotencyStore.Key KEY =
      new IdempotencyStore.Key("server:a", "k", "0".repeat(64));

  private final TestDatabase test = TestDatabase.copy();
  private final Turns<Purse> turns = new Turns<>();
  private final DebitCredits debitCredits =
      new DebitCredits(
          test.database(),
          new BotId(9),
          () -> Instant.parse("2026-11-01T12:00:00Z"),
          turns,
          Duration.ofMillis(1));

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whoCannotWaitForTheOthersIsToldSoAndKeepsNoConnection() {
    try (var _ = turns.take(PURSE, Duration.ZERO).orElseThrow()) {
      assertThat(debitCredits.debit(PURSE, 1, "a hat", KEY))
          .isEqualTo(new DebitCredits.Outcome.Busy());
    }

    assertThat(debitCredits.debit(PURSE, 1, "a hat", KEY))
        .isEqualTo(new DebitCredits.Outcome.Insufficient(0));
  }
}
