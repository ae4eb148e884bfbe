package dev.starkeeper.bot;

import static dev.starkeeper.bot.History.back;
import static dev.starkeeper.bot.History.filler;
import static dev.starkeeper.bot.History.old;
import static dev.starkeeper.bot.History.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The list is copied to its end, whatever comes between, and started over when it is another. */
final class CopyHistoryTest {
  @AutoClose private final History history = new History();
  private final ScriptedTelegram telegram = history.telegram;

  @Test
  void aRunThatIsCutShortIsResumedWhereItWas() {
    var invoice = history.shop.invoice(history.shop.unlock("premium", 21));
    telegram.history.add(paid("charge-1", invoice));
    telegram.history.addAll(List.of(filler(2_500)));
    failFrom(1_500);

    assertThatThrownBy(history::reconcile).isInstanceOf(TelegramException.Unreachable.class);

    assertThat(history.books().cursor().position()).isGreaterThan(1_000).isLessThan(1_600);
    assertThat(history.rows("select charge_id from payment")).isEmpty();
    assertThat(history.books().warnings())
        .first()
        .asString()
        .startsWith("Telegram's history is being read for the first time: ");

    telegram.pages.clear();
    telegram.beforePage = _ -> {};
    history.reconcile();

    assertThat(telegram.pages).allMatch(offset -> offset > 1_000);
    assertThat(history.books().transactions()).isEqualTo(2_501);
    assertThat(history.books().cursor().applied()).isEqualTo(2_501);
    assertThat(history.rows("select charge_id from payment")).containsExactly("charge-1");
    assertThat(history.books().warnings()).isEmpty();
  }

  @Test
  void nothingIsDeliveredBeforeTheEndIsSeen() {
    var invoice = history.shop.invoice(history.shop.unlock("premium", 22));
    history.reconcile(filler(10));
    var paid = paid("charge-2", invoice);
    telegram.history.add(paid);
    telegram.history.addAll(List.of(filler(150)));
    failFrom(100);

    assertThatThrownBy(history::reconcile).isInstanceOf(TelegramException.Unreachable.class);
    telegram.beforePage = _ -> {};
    // Another worker that finds the copy as it is has nothing to record yet.
    assertThat(history.rows("select charge_id from payment")).isEmpty();
    assertThat(history.books().cursor().ended()).isEqualTo(10);
    assertThat(history.books().cursor().position()).isGreaterThan(100);

    history.reconcile(back(paid));

    assertThat(history.rows("select status from payment")).containsExactly("REFUNDED");
    assertThat(history.rows("select * from entitlement_grant")).isEmpty();
  }

  @Test
  void anotherLineBeforeTheCursorStartsOver() {
    history.reconcile(old("charge-3", 3), old("charge-4", 4), old("charge-5", 5));

    Collections.swap(telegram.history, 1, 2);
    history.reconcile(old("charge-6", 6));

    var books = history.books();
    assertThat(books.findings().restarts()).isEqualTo(1);
    assertThat(books.findings().imported()).isEqualTo(4);
    assertThat(books.expected()).isEqualTo(new StarAmount(18, 0));
    assertThat(books.warnings()).isEmpty();
    assertThat(history.rows("select count(*), sum(stars) from payment")).containsExactly("4 18");
    assertThat(history.rows("select generation, count(*) from star_transaction group by 1"))
        .containsExactly("2 4");
    assertThat(history.rows("select generation from star_total")).containsOnly("2");
  }

  @Test
  void shorterListStartsOver() {
    var invoice = history.shop.invoice(history.shop.coins("coins", 7, 70));
    history.reconcile(paid("charge-7", invoice), old("charge-8", 8));

    telegram.history.removeLast();
    history.reconcile();

    assertThat(history.books().findings().restarts()).isEqualTo(1);
    assertThat(history.books().expected()).isEqualTo(new StarAmount(7, 0));
    assertThat(history.rows("select amount from credit_entry")).containsExactly("70");
    assertThat(history.rows("select count(*) from event where type = 'payment.succeeded'"))
        .containsExactly("1");
  }

  @Test
  void theSameLinesWithOtherDetailsAreTheSame() {
    history.reconcile(old("charge-9", 9));
    var line = telegram.history.getFirst();
    telegram.history.set(0, History.month(line, line.at()));

    history.reconcile();

    assertThat(history.books().findings().restarts()).isZero();
  }

  @Test
  void booksAreTheOldOnesUntilTheNewAreComplete() {
    telegram.history.addAll(List.of(filler(250)));
    history.reconcile();
    telegram.history.addFirst(old("charge-10", 10));
    telegram.beforePage =
        offset -> {
          if (offset > 0 && offset < 200) throw gone();
        };

    assertThatThrownBy(history::reconcile).isInstanceOf(TelegramException.Unreachable.class);

    var books = history.books();
    assertThat(books.expected()).isEqualTo(new StarAmount(250, 0));
    assertThat(books.cursor().isAtEnd()).isFalse();
    assertThat(books.warnings())
        .containsExactly(
            "Telegram's history was not the one we had copied and is being read anew: 100 so far.");

    telegram.beforePage = _ -> {};
    history.reconcile();

    assertThat(history.books().expected()).isEqualTo(new StarAmount(260, 0));
    assertThat(history.books().findings().restarts()).isEqualTo(1);
  }

  @Test
  void historyThatIsNeverTheSameEndsTheRun() {
    history.reconcile(old("charge-11", 11), old("charge-12", 12));
    telegram.history.addAll(List.of(filler(200)));
    telegram.beforePage = _ -> Collections.rotate(telegram.history, 1);

    assertThatThrownBy(history::reconcile)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the history changes while it is read");
  }

  @Test
  void telegramsWishToSlowDownEndsTheRunAndCostsNothing() {
    telegram.history.addAll(List.of(filler(300)));
    telegram.beforePage =
        offset -> {
          if (offset > 150)
            throw new TelegramException.TooManyRequests(
                "getStarTransactions", Duration.ofSeconds(7));
        };

    assertThatThrownBy(history::reconcile).isInstanceOf(TelegramException.TooManyRequests.class);
    telegram.beforePage = _ -> {};
    history.reconcile();

    assertThat(history.books().transactions()).isEqualTo(300);
  }

  @Test
  void aPaymentBetweenListAndBalanceIsNoDifference() {
    telegram.history.add(old("charge-13", 13));
    telegram.beforeBalance =
        () -> {
          telegram.beforeBalance = () -> {};
          telegram.history.add(old("charge-14", 14));
        };

    history.reconcile();

    assertThat(history.books().difference()).contains(StarAmount.ZERO);
    assertThat(history.books().expected()).isEqualTo(new StarAmount(27, 0));
  }

  @Test
  void aDifferenceThatStaysIsAWarningWithItsCause() {
    telegram.surplus = new StarAmount(-2, -500_000_000);

    history.reconcile(old("charge-15", 15));

    assertThat(history.books().difference()).contains(new StarAmount(-2, -500_000_000));
    assertThat(history.books().warnings())
        .containsExactly(
            "Telegram's balance differs by -2.5 Stars from what its history comes to: nothing we"
                + " know explains it.");
  }

  @Test
  void paymentsAreRecordedThoughTheBalanceIsNotToBeHad() {
    telegram.beforeBalance =
        () -> {
          throw gone();
        };

    history.reconcile(old("charge-16", 16));

    assertThat(history.books().balance()).isEqualTo(new BalanceReading.NotYet());
    assertThat(history.books().difference()).isEmpty();
    assertThat(history.rows("select charge_id from payment")).containsExactly("charge-16");
  }

  /** From this offset on, nobody answers. */
  private void failFrom(long offset) {
    telegram.beforePage =
        asked -> {
          if (asked >= offset) throw gone();
        };
  }

  private static RuntimeException gone() {
    return new TelegramException.Unreachable("getStarTransactions", "connection reset");
  }
}
