package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.scenario.Stage.Burst;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.seller.Peer;
import dev.starkeeper.bench.seller.Seller;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Thousands who pay in the same moment, as when a drop begins: Telegram gives each ten seconds. */
public final class BurstOfBuyers {
  private static final int FEW = 2_000;
  private static final int MANY = 12_000;
  private static final int USERS = 64;
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final int ROUNDS = 3;
  private static final double UPDATES_A_POLL = 100;

  private final Stage stage;
  private final List<Figure> figures = new ArrayList<>();

  public BurstOfBuyers(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    try (var peer = Peer.start(stage.place(), "burst_peer", 7_000_000_301L);
        var ours = Ours.start(stage.place(), "burst_ours", 7_000_000_302L)) {
      stage.buy(peer, USERS, WARM);
      stage.buy(ours, USERS, WARM);
      few(ours, peer);
      many(ours, peer);
    }
    return figures;
  }

  private void few(Ours ours, Peer peer) {
    var mine = new ArrayList<Burst>();
    var theirs = new ArrayList<Burst>();
    for (var i = 0; i < ROUNDS; i++) {
      theirs.add(burst(peer, FEW));
      mine.add(burst(ours, FEW));
    }
    // A pre-checkout and a payment of each.
    var floor = 2 * FEW / UPDATES_A_POLL * Near.GET_UPDATES_MILLIS;
    var ourTime = Medians.of(mine, burst -> burst.time().toMillis());
    var theirTime = Medians.of(theirs, burst -> burst.time().toMillis());
    figures.add(
        Figure.millis(
            "2,000 at once, all recorded, of the getUpdates floor",
            ourTime,
            floor,
            new Goal.AtMost(1.5)));
    figures.add(
        Figure.millis("2,000 at once, all recorded", ourTime, theirTime, new Goal.AtMost(0.4)));
    figures.add(
        Figure.millis(
            "2,000 at once, pre-checkout p99",
            Medians.of(mine, burst -> burst.preCheckouts().percentile(0.99)),
            Medians.of(theirs, burst -> burst.preCheckouts().percentile(0.99)),
            new Goal.AtMost(0.4)));
  }

  private void many(Ours ours, Peer peer) {
    var theirs = burst(peer, MANY);
    var mine = burst(ours, MANY);
    figures.add(
        new Figure(
            "12,000 at once, lost to the ten seconds",
            Integer.toString(mine.preCheckouts().failed()),
            Integer.toString(theirs.preCheckouts().failed()),
            mine.preCheckouts().failed(),
            new Goal.AtMost(0)));
    figures.add(
        Figure.millis(
            "12,000 at once, pre-checkout p99",
            mine.preCheckouts().percentile(0.99),
            theirs.preCheckouts().percentile(0.99),
            Figure.NONE));
  }

  private Burst burst(Seller seller, int buyers) {
    stage.latencies(Latencies.NONE);
    var offers = stage.offers(seller, buyers);
    stage.latencies(Near.LATENCIES);
    var burst = stage.burst(seller, offers);
    stage.latencies(Latencies.NONE);
    return burst;
  }
}
