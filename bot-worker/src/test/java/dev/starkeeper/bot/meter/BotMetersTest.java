package dev.starkeeper.bot.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BotMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Meters meters = new Meters("bot-worker");
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final BotMeters bot = BotMeters.of(meters.registry(), new BotId(7000001), now::get);

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void whoStandsByKnowsNoAge() {
    assertThat(meters.page())
        .contains("starkeeper_bot_polling{bot=\"7000001\"} 0.0")
        .contains("starkeeper_poll_age_seconds{bot=\"7000001\"} NaN")
        .contains("starkeeper_poll_answered_timestamp_seconds{bot=\"7000001\"} NaN");
  }

  @Test
  void ageOfThePollGrowsFromTheLastAnswer() {
    bot.polls().begins();
    now.set(NOON.plusMillis(1_500));
    assertThat(meters.page()).contains("starkeeper_poll_age_seconds{bot=\"7000001\"} 1.5");

    bot.polls().polled(List.of());
    now.set(NOON.plusSeconds(61));

    assertThat(meters.page())
        .contains("starkeeper_bot_polling{bot=\"7000001\"} 1.0")
        .contains("starkeeper_poll_age_seconds{bot=\"7000001\"} 59.5")
        .contains("starkeeper_poll_answered_timestamp_seconds{bot=\"7000001\"} 1.7935344015E9");

    bot.polls().ends();
    assertThat(meters.page())
        .contains("starkeeper_bot_polling{bot=\"7000001\"} 0.0")
        .contains("starkeeper_poll_age_seconds{bot=\"7000001\"} NaN");
  }

  @Test
  void updatesAreCountedByKind() {
    bot.polls()
        .polled(
            List.of(
                update(new Update.Content.NotForUs()), update(new Update.Content.Unreadable("x"))));
    bot.polls().polled(List.of(update(new Update.Content.NotForUs())));

    assertThat(meters.page())
        .contains("starkeeper_updates_total{bot=\"7000001\",kind=\"other\"} 2.0")
        .contains("starkeeper_updates_total{bot=\"7000001\",kind=\"unreadable\"} 1.0")
        .contains("starkeeper_updates_total{bot=\"7000001\",kind=\"successful_payment\"} 0.0");
  }

  @Test
  void eachReasonIsThereFromTheBeginning() {
    for (var reason : DeclineReason.values()) {
      bot.preCheckouts().judged(new PreCheckoutVerdict.Decline(reason));
      var word = reason.name().toLowerCase(Locale.ROOT);
      assertThat(meters.page())
          .contains(
              "starkeeper_pre_checkout_decisions_total{bot=\"7000001\",decision=\"%s\"} 1.0"
                  .formatted(word));
    }
    bot.preCheckouts().judged(new PreCheckoutVerdict.Approve());
    assertThat(meters.page())
        .contains(
            "starkeeper_pre_checkout_decisions_total{bot=\"7000001\",decision=\"approved\"} 1.0");
  }

  @Test
  void latencyHasTheLineOfTelegramsPatience() {
    var clock = bot.preCheckouts().now();
    bot.preCheckouts().accepted(clock - Duration.ofSeconds(9).toNanos());
    bot.preCheckouts().accepted(clock - Duration.ofSeconds(11).toNanos());

    assertThat(meters.page())
        .contains("starkeeper_pre_checkout_seconds_bucket{bot=\"7000001\",le=\"7.5\"} 0")
        .contains("starkeeper_pre_checkout_seconds_bucket{bot=\"7000001\",le=\"10.0\"} 1")
        .contains("starkeeper_pre_checkout_seconds_bucket{bot=\"7000001\",le=\"+Inf\"} 2")
        .contains("starkeeper_pre_checkout_seconds_count{bot=\"7000001\"} 2");
  }

  @Test
  void answersThatWereNotTakenAreCountedByCause() {
    bot.preCheckouts().failed(new TelegramException.Refused("m", 400, "query is too old"));
    bot.preCheckouts().failed(new TelegramException.Unreachable("m", "cut"));
    bot.preCheckouts().failed(new TelegramException.TooManyRequests("m", Duration.ofSeconds(9)));

    assertThat(meters.page())
        .contains("starkeeper_pre_checkout_failures_total{bot=\"7000001\",cause=\"refused\"} 1.0")
        .contains(
            "starkeeper_pre_checkout_failures_total{bot=\"7000001\",cause=\"unreachable\"} 1.0")
        .contains(
            "starkeeper_pre_checkout_failures_total{bot=\"7000001\",cause=\"too_many_requests\"} 1.0");
  }

  @Test
  void endingsAreCountedByWhereTheyWereToldOf() {
    var invoice = new InvoiceId(UUID.randomUUID());
    bot.recording()
        .recorded(
            bot.recording().now(),
            List.of(
                new Outcome.Fulfilled(invoice),
                new Outcome.Fulfilled(invoice),
                new Outcome.AlreadyRecorded()));
    bot.recording().recovered(List.of(new Outcome.Fulfilled(invoice)));
    bot.recording().rejected();

    assertThat(meters.page())
        .contains(
            "starkeeper_payments_total{bot=\"7000001\",ending=\"fulfilled\",source=\"update\"} 2.0")
        .contains(
            "starkeeper_payments_total{bot=\"7000001\",ending=\"already_recorded\",source=\"update\"} 1.0")
        .contains(
            "starkeeper_payments_total{bot=\"7000001\",ending=\"fulfilled\",source=\"history\"} 1.0")
        .contains("starkeeper_recording_batch_reports_bucket{bot=\"7000001\",le=\"2.0\"} 0")
        .contains("starkeeper_recording_batch_reports_bucket{bot=\"7000001\",le=\"5.0\"} 1")
        .contains("starkeeper_recording_seconds_count{bot=\"7000001\"} 1")
        .contains("starkeeper_updates_rejected_total{bot=\"7000001\"} 1.0");
  }

  @Test
  void nothingIsLostWhenEightCountAtOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var i = 0; i < 8; i++) {
        threads.execute(() -> {
          for (var n = 0; n < 10_000; n++) bot.refunds().ended(RefundMeters.Ending.DONE);
        });
      }
    }

    assertThat(meters.page())
        .contains("starkeeper_refunds_total{bot=\"7000001\",ending=\"done\"} 80000.0");
  }

  private static Update update(Update.Content content) {
    return new Update(1, "{}", content);
  }
}
