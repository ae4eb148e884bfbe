package dev.starkeeper.bench.scenario;

import static dev.starkeeper.bench.scenario.Windows.p99;
import static dev.starkeeper.bench.scenario.Windows.perSecond;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.seller.Peer;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast invoice links are made for 256 users who want nothing else. */
public final class Mint {
  private static final int USERS = 256;
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final Duration WARM = Duration.ofSeconds(12); // after what the fresh one had
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int SLOW_MILLIS = 100;

  private final Stage stage;
  private final List<Figure> figures = new ArrayList<>();

  public Mint(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    try (var peer = Peer.start(stage.place(), "mint_peer", 7_000_000_101L);
        var ours = Ours.start(stage.place(), "mint_ours", 7_000_000_102L)) {
      fresh(ours, peer);
      stage.mint(peer, USERS, WARM);
      stage.mint(ours, USERS, WARM);
      atOnce(ours, peer);
      slow(ours, peer);
    }
    return figures;
  }

  private void fresh(Ours ours, Peer peer) {
    stage.mint(peer, USERS, FRESH);
    var theirs = stage.mint(peer, USERS, WINDOW);
    stage.mint(ours, USERS, FRESH);
    var mine = stage.mint(ours, USERS, WINDOW);
    figures.add(
        Figure.rate(
            "links, processes just started", mine.perSecond(), theirs.perSecond(), atLeast(1.2)));
  }

  private void atOnce(Ours ours, Peer peer) {
    var windows = inTurn(ours, peer);
    figures.add(
        Figure.rate("links", perSecond(windows.ours()), perSecond(windows.peer()), atLeast(2)));
    figures.add(
        Figure.millis("link p99", p99(windows.ours()), p99(windows.peer()), new Goal.AtMost(1)));
  }

  private void slow(Ours ours, Peer peer) {
    stage.latencies(Latencies.of(SLOW_MILLIS));
    var windows = inTurn(ours, peer);
    stage.latencies(Latencies.NONE);
    var possible = USERS * 1000.0 / SLOW_MILLIS;
    var rate = perSecond(windows.ours());
    figures.add(
        Figure.rate("links of what 256 users at 100 ms allow", rate, possible, atLeast(0.9)));
    figures.add(Figure.rate("links at 100 ms", rate, perSecond(windows.peer()), Figure.NONE));
    figures.add(
        Figure.millis(
            "link p99 at 100 ms", p99(windows.ours()), p99(windows.peer()), new Goal.AtMost(1.15)));
  }

  private static Goal atLeast(double ratio) {
    return new Goal.AtLeast(ratio);
  }

  private Windows inTurn(Ours ours, Peer peer) {
    return Windows.inTurn(
        () -> stage.mint(ours, USERS, WINDOW), () -> stage.mint(peer, USERS, WINDOW));
  }
}
