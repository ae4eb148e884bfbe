package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.util.List;

/** How fast payments are made durable that wait at Telegram, as after an outage. */
public final class Backlog {
  private static final int PAYMENTS = 100_000;
  private static final int WARM_UP = 20_000;
  private static final double LEAST_A_SECOND = 8_000;

  private final Stage stage;

  public Backlog(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    try (var ours = Ours.start(stage.place(), "backlog_ours", 7_000_000_402L)) {
      stage.record(ours, WARM_UP);
      var took = stage.record(ours, PAYMENTS);
      var rate = PAYMENTS / (took.toMillis() / 1000.0);
      stage.settle(ours);
      return List.of(
          Figure.rate(
              "payments of a backlog of 100,000, of what is wanted",
              rate,
              LEAST_A_SECOND,
              new Goal.AtLeast(1)));
    }
  }
}
