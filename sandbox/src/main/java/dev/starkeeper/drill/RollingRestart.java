package dev.starkeeper.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two of each kind are restarted one after the other while buyers come. */
final class RollingRestart {
  private static final Duration LONGEST_PRE_CHECKOUT = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final double KEPT_UP = 0.95; // of the rate: else the machine is too small for it

  private final Scene scene;
  private final Patience patience;
  private final int rate;

  RollingRestart(Scene scene, Patience patience, int rate) {
    this.scene = scene;
    this.patience = patience;
    this.rate = rate;
  }

  List<Figure> play() throws IOException {
    var inSequence =
        List.of(
            scene.worker("worker-1"),
            scene.worker("worker-2"),
            scene.api("api-1"),
            scene.api("api-2"));
    scene.awaitReady();
    var market = scene.market();
    market.open();
    var ready = new ArrayList<Duration>();
    warmUp(market);
    try (var crowd = Crowd.comes(market, rate, patience)) {
      patience.rest(BETWEEN);
      for (var player : inSequence) {
        ready.add(restart(player));
        patience.rest(BETWEEN);
      }
      return figures(crowd.end(), ready, market);
    }
  }

  /** What is restarted in earnest has run for a while. What these buyers see is not counted. */
  private void warmUp(Market market) throws IOException {
    try (var crowd = Crowd.comes(market, rate, patience)) {
      patience.rest(WARM_UP);
      crowd.end();
    }
  }

  /** By SIGTERM; the next one's turn comes when this one is ready again. */
  private Duration restart(Player player) throws IOException {
    var start = System.nanoTime();
    player.stop();
    player.start();
    scene.awaitReady(player);
    return Patience.since(start);
  }

  private List<Figure> figures(Crowd.Sales sales, List<Duration> ready, Market market)
      throws IOException {
    var sold = String.format(Locale.ROOT, "%.1f", sales.perSecond());
    return List.of(
        new Figure(
            "purchases in a second, of " + rate + " who came",
            Integer.toString(rate),
            sold,
            sales.perSecond() >= rate * KEPT_UP),
        Figure.told("purchases", Integer.toString(sales.preCheckouts().size())),
        Figure.none("failed purchases", sales.failed()),
        Figure.within(LONGEST_PRE_CHECKOUT, "pre-checkouts answered in", sales.preCheckouts()),
        Figure.told("a process stopped and ready again in", ready),
        Figure.none("differences between the three books", market.disagreements()));
  }
}
