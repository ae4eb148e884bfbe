package dev.starkeeper.bench.scenario;

import static dev.starkeeper.bench.scenario.Windows.p99;
import static dev.starkeeper.bench.scenario.Windows.perSecond;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.seller.Peer;
import dev.starkeeper.bench.seller.Seller;
import dev.starkeeper.bench.world.Crowd.Done;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole purchases: an invoice, the tap on Pay, the answer, the payment in the books and confirmed.
 */
public final class Buy {
  private static final int USERS = 64;
  private static final Duration WARM = Duration.ofSeconds(12);
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int A_SECOND = 100;

  private final Stage stage;
  private final List<Figure> figures = new ArrayList<>();

  public Buy(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    try (var peer = Peer.start(stage.place(), "buy_peer", 7_000_000_201L);
        var ours = Ours.start(stage.place(), "buy_ours", 7_000_000_202L)) {
      stage.buy(peer, USERS, WARM);
      stage.buy(ours, USERS, WARM);
      closed(ours, peer);
      steady(ours, peer);
      stage.settle(peer);
      stage.settle(ours);
    }
    return figures;
  }

  private void closed(Ours ours, Peer peer) {
    var windows =
        Windows.inTurn(() -> stage.buy(ours, USERS, WINDOW), () -> stage.buy(peer, USERS, WINDOW));
    figures.add(
        Figure.rate(
            "purchases of 64 users",
            perSecond(windows.ours()),
            perSecond(windows.peer()),
            new Goal.AtLeast(2)));
    figures.add(
        Figure.millis("purchase p99", p99(windows.ours()), p99(windows.peer()), Figure.NONE));
  }

  private void steady(Ours ours, Peer peer) {
    var theirs = arrive(peer);
    var mine = arrive(ours);
    figures.add(
        Figure.millis(
            "purchase p99 when 100 arrive a second",
            mine.samples().percentile(0.99),
            theirs.samples().percentile(0.99),
            Figure.NONE));
  }

  private Done arrive(Seller seller) {
    return stage.arrive(
        seller,
        "purchases",
        A_SECOND,
        WINDOW,
        () -> {
          var began = System.nanoTime();
          return stage.buy(seller).map(_ -> System.nanoTime() - began);
        });
  }
}
