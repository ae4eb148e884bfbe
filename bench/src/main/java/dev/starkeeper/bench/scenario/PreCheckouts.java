package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.seller.Peer;
import dev.starkeeper.bench.seller.Seller;
import dev.starkeeper.bench.world.Crowd.Done;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How long a buyer looks at the spinner when a hundred pay in each second. */
public final class PreCheckouts {
  private static final int A_SECOND = 100;
  private static final int USERS = 64;
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(15);
  private static final double ALLOWED_MILLIS = 15;

  private final Stage stage;

  public PreCheckouts(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    try (var peer = Peer.start(stage.place(), "checkout_peer", 7_000_000_501L);
        var ours = Ours.start(stage.place(), "checkout_ours", 7_000_000_502L)) {
      stage.buy(peer, USERS, WARM);
      stage.buy(ours, USERS, WARM);
      stage.latencies(Near.LATENCIES);
      var theirs = arrive(peer);
      var mine = arrive(ours);
      stage.latencies(Latencies.NONE);
      var possible = Near.GET_UPDATES_MILLIS + Near.ANSWER_MILLIS + ALLOWED_MILLIS;
      var p99 = mine.samples().percentile(0.99);
      return List.of(
          Figure.millis(
              "pre-checkout p99 at 100 a second, of both latencies + 15 ms",
              p99,
              possible,
              new Goal.AtMost(1)),
          Figure.millis(
              "pre-checkout p99 at 100 a second",
              p99,
              theirs.samples().percentile(0.99),
              Figure.NONE));
    }
  }

  private Done arrive(Seller seller) {
    return stage.arrive(seller, "pre-checkouts", A_SECOND, TIME, () -> stage.preCheckout(seller));
  }
}
