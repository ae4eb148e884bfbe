package dev.starkeeper.bench.scenario;

import static dev.starkeeper.bench.scenario.Windows.p99;
import static dev.starkeeper.bench.scenario.Windows.perSecond;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.world.Crowd.Done;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same work on ten thousand invoices and on ten million: what grows is a plan that reads on.
 */
public final class Growth {
  private static final long FEW = 10_000;
  private static final long MANY = 10_000_000;
  private static final double MOST = 1.2;
  private static final int CALLERS = 256;
  private static final int BUYERS = 64;
  private static final int A_SECOND = 50; // what two processors have in hand
  private static final int BACKLOG = 8_000;
  private static final Duration WARM = Duration.ofSeconds(12);
  private static final Duration WINDOW = Duration.ofSeconds(4);

  private static final String OF = ", of 10 M invoices beside 10 k";

  private final Stage stage;
  private final List<Figure> figures = new ArrayList<>();

  public Growth(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    try (var many = grown("growth_many", 7_000_000_701L, MANY);
        var few = grown("growth_few", 7_000_000_702L, FEW)) {
      stage.say().accept("  from here on in turn: of the few, of the many");
      for (var ours : List.of(few, many)) {
        stage.buy(ours, BUYERS, WARM);
        stage.mint(ours, CALLERS, WINDOW);
      }
      links(many, few);
      purchases(many, few);
      preCheckouts(many, few);
      backlogs(many, few);
    }
    return figures;
  }

  private Ours grown(String name, long botId, long invoices) throws IOException {
    var began = System.nanoTime();
    var ours = Ours.grown(stage.place(), name, botId, invoices);
    var took = Duration.ofNanos(System.nanoTime() - began);
    stage
        .say()
        .accept(
            String.format(
                Locale.ROOT,
                "  %,d invoices: there and started after %d s, %,d MB",
                invoices,
                took.toSeconds(),
                ours.shelf().number("select pg_database_size(current_database()) / 1000000")));
    return ours;
  }

  private void links(Ours many, Ours few) {
    var windows =
        Windows.inTurn(
            () -> stage.mint(many, CALLERS, WINDOW), () -> stage.mint(few, CALLERS, WINDOW));
    rate("links", perSecond(windows.ours()), perSecond(windows.peer()));
    millis("link p99", p99(windows.ours()), p99(windows.peer()));
  }

  private void purchases(Ours many, Ours few) {
    var windows =
        Windows.inTurn(() -> stage.buy(many, BUYERS, WINDOW), () -> stage.buy(few, BUYERS, WINDOW));
    rate("purchases of 64 users", perSecond(windows.ours()), perSecond(windows.peer()));
    millis("purchase p99", p99(windows.ours()), p99(windows.peer()));
  }

  private void preCheckouts(Ours many, Ours few) {
    var windows = Windows.inTurn(() -> arrive(many), () -> arrive(few));
    millis("pre-checkout at 50 a second", median(windows.ours()), median(windows.peer()));
    millis("pre-checkout p99 at 50 a second", p99(windows.ours()), p99(windows.peer()));
  }

  private Done arrive(Ours ours) {
    return stage.arrive(ours, "pre-checkouts", A_SECOND, WINDOW, () -> stage.preCheckout(ours));
  }

  private static double median(List<Done> windows) {
    return Medians.of(windows, window -> window.samples().percentile(0.5));
  }

  private void backlogs(Ours many, Ours few) {
    var ofFew = new ArrayList<Duration>();
    var ofMany = new ArrayList<Duration>();
    for (var i = 0; i < Windows.ROUNDS; i++) {
      ofFew.add(stage.record(few, BACKLOG));
      ofMany.add(stage.record(many, BACKLOG));
    }
    rate("payments of a backlog", backlogRate(ofMany), backlogRate(ofFew));
  }

  private static double backlogRate(List<Duration> took) {
    return BACKLOG * 1e9 / Medians.of(took, Duration::toNanos);
  }

  private void rate(String what, double many, double few) {
    figures.add(Figure.rate(what + OF, many, few, new Goal.AtLeast(1 / MOST)));
  }

  private void millis(String what, double many, double few) {
    figures.add(Figure.millis(what + OF, many, few, new Goal.AtMost(MOST)));
  }
}
