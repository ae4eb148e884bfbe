package dev.starkeeper.sandbox.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.sandbox.stars.Books.RefundResult;
import dev.starkeeper.sandbox.stars.Charge;
import dev.starkeeper.sandbox.stars.InvoiceTerms;
import dev.starkeeper.sandbox.stars.StarTransaction;
import dev.starkeeper.sandbox.stars.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a bot's timeline keeps in order while eight threads have it in their hands. */
final class TimelineTest {
  private static final int THREADS = 8;
  private static final int TIMES = 90;
  private static final int SUBSCRIBERS = 200;
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Bot bot =
      new Bot(
          new BotToken("1:" + "A".repeat(35)),
          new BotClock(InstantSource.fixed(NOON)),
          Timing.TELEGRAMS_OWN,
          Randomness.from(1));

  @Test
  void everyAdvanceCounts() throws Exception {
    byAll(() -> {
      for (var i = 0; i < 1000; i++) bot.advance(Duration.ofSeconds(1));
      return bot.now();
    });

    assertThat(bot.now()).isEqualTo(NOON.plusSeconds(THREADS * 1000L));
  }

  @Test
  void everyPeriodIsChargedOnceInTheOrderOfTheDates() throws Exception {
    for (var user = 1; user <= SUBSCRIBERS; user++) subscribe(user);

    byAll(() -> {
      for (var i = 0; i < TIMES; i++) bot.advance(Duration.ofHours(8)); // 240 days in all
      return bot.now();
    });

    var lines = bot.history().page(0, Integer.MAX_VALUE);
    assertThat(lines).hasSize(SUBSCRIBERS * (1 + 8));
    assertThat(lines).extracting(StarTransaction::id).doesNotHaveDuplicates();
    assertThat(lines.stream().map(StarTransaction::at).toList()).isSorted();
  }

  @Test
  void refundIsNeverDatedBeforeARenewalThatWasDueEarlier() throws Exception {
    for (var user = 1; user <= SUBSCRIBERS; user++) subscribe(user);
    var charges = bot.history().page(0, SUBSCRIBERS).stream().map(StarTransaction::id).toList();

    var refunded =
        byAll(() -> {
          var count = 0;
          for (var charge : charges) {
            bot.advance(Duration.ofHours(1));
            if (bot.treasury().refundFromOutside(charge) instanceof RefundResult.Refunded) count++;
          }
          return count;
        });

    assertThat(refunded.stream().mapToInt(count -> count).sum()).isEqualTo(SUBSCRIBERS);
    var dates = bot.history().page(0, Integer.MAX_VALUE).stream().map(StarTransaction::at);
    assertThat(dates.toList()).isSorted();
  }

  private void subscribe(long userId) {
    var payer = new User(userId, "Ada", null, null, null, false);
    var charge = new Charge(1, InvoiceTerms.CURRENCY, "club-" + userId, true);
    bot.subscriptions().start(bot.books().pay(payer, charge, bot.now()).orElseThrow(), 1);
  }

  private static <T> List<T> byAll(Callable<T> deed) throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      return threads.invokeAll(Collections.nCopies(THREADS, deed)).stream()
          .map(Future::resultNow)
          .toList();
    }
  }
}
