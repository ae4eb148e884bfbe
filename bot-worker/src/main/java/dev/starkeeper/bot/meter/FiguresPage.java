package dev.starkeeper.bot.meter;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.store.FiguresStore.Figures;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The database's figures as Prometheus reads them, with ages as of now. */
final class FiguresPage {
  private static final double MILLIS = 1_000;
  private static final double NANOS = 1_000_000_000;

  private final List<MetricSnapshot> page = new ArrayList<>();
  private final Instant now;

  FiguresPage(Instant now) {
    this.now = now;
  }

  /** Empty {@code read} is a database that is away. */
  MetricSnapshots of(Optional<Map<BotId, Figures>> read) {
    page.add(
        GaugeSnapshot.builder()
            .name("starkeeper_database_up")
            .help("1 if the database answered when it was last asked for its figures.")
            .dataPoint(point(Labels.EMPTY, read.isPresent() ? 1 : 0))
            .build());
    read.ifPresent(this::fill);
    return new MetricSnapshots(page);
  }

  private void fill(Map<BotId, Figures> all) {
    gauge(
        "starkeeper_payments_unmatched",
        "Charges that no invoice explains, waiting for a person; counted to 1,000.",
        all,
        one -> Optional.of((double) one.unmatched()));
    gauge(
        "starkeeper_webhooks_dead",
        "Webhooks that were given up, waiting for a person; counted to 1,000 for each endpoint.",
        all,
        one -> Optional.of((double) one.webhooks().dead()));
    gauge(
        "starkeeper_webhook_oldest_age_seconds",
        "Since the oldest event happened that an endpoint is still to be told of; 0 if there is none.",
        all,
        one -> Optional.of(one.webhooks().oldest().map(this::age).orElse(0.0)));
    gauge(
        "starkeeper_reconciliation_age_seconds",
        "Since Telegram's history was last read to its end.",
        all,
        one -> one.history().map(history -> age(history.completeAt())));
    gauge(
        "starkeeper_reconciliation_unrecorded",
        "Lines of Telegram's history that are read, and not recorded yet.",
        all,
        one -> one.history().map(history -> (double) history.unrecorded()));
    gauge(
        "starkeeper_books_difference_stars",
        "Telegram's balance less what its history comes to; absent while the two cannot be compared.",
        all,
        one -> one.history().flatMap(history -> history.difference().map(FiguresPage::stars)));
    overdue(all);
  }

  private void gauge(
      String name,
      String help,
      Map<BotId, Figures> all,
      Function<Figures, Optional<Double>> figure) {
    var gauge = GaugeSnapshot.builder().name(name).help(help);
    all.forEach((bot, figures) ->
        figure
            .apply(figures)
            .ifPresent(value -> gauge.dataPoint(point(Labels.of("bot", name(bot)), value))));
    page.add(gauge.build());
  }

  private void overdue(Map<BotId, Figures> all) {
    var gauge =
        GaugeSnapshot.builder()
            .name("starkeeper_owed_work_overdue")
            .help(
                "Work we owe that is late by a minute, or has failed five times; counted to 1,000.");
    all.forEach((bot, figures) ->
        figures
            .overdue()
            .forEach((work, count) ->
                gauge.dataPoint(
                    point(Labels.of("bot", name(bot), "work", work.replace('-', '_')), count))));
    page.add(gauge.build());
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static String name(BotId bot) {
    return Long.toString(bot.value());
  }

  /** What another machine's clock puts into the future is 0 old. */
  private double age(Instant at) {
    return Math.max(0, Duration.between(at, now).toMillis() / MILLIS);
  }

  private static double stars(StarAmount amount) {
    return amount.stars() + amount.nanostars() / NANOS;
  }
}
