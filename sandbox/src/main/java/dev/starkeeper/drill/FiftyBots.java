package dev.starkeeper.drill;

import dev.starkeeper.soak.PlayedTelegram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Of three workers for fifty bots one is killed. */
final class FiftyBots {
  static final int BOTS = 50;

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final long WRITER = 700_000_000_000L;

  private final Scene scene;
  private final Patience patience;
  private final int rounds;

  FiftyBots(Scene scene, Patience patience, int rounds) {
    this.scene = scene;
    this.patience = patience;
    this.rounds = rounds;
  }

  List<Figure> play() throws IOException {
    scene.worker("worker-1");
    scene.worker("worker-2");
    scene.worker("worker-3");
    scene.awaitReady();
    var polled = new ArrayList<Duration>();
    var before = "";
    var after = "";
    for (var i = 0; i < rounds; i++) {
      patience.until("the bots are spread evenly", this::isEven);
      before = spread();
      var victim = mostLoaded();
      victim.kill();
      polled.add(untilAllAreHeard());
      after = spread();
      victim.start();
      scene.awaitReady(victim);
    }
    return List.of(
        Figure.told("bots by worker before", before),
        Figure.within(LIMIT, "each bot has confirmed an update that came just after, in", polled),
        Figure.told("bots by worker after", after));
  }

  /** Each of them is written to at once. */
  private Duration untilAllAreHeard() throws IOException {
    var start = System.nanoTime();
    var unheard = new ArrayList<>(scene.bots());
    for (var bot : unheard) bot.write(WRITER, "Is anybody there?");
    return patience.until(
        "all bots are polled again",
        start,
        () -> {
          unheard.removeAll(heard(unheard));
          return unheard.isEmpty();
        });
  }

  private static List<PlayedTelegram> heard(List<PlayedTelegram> bots) throws IOException {
    var heard = new ArrayList<PlayedTelegram>();
    for (var bot : bots) {
      if (bot.mail().pending() == 0) heard.add(bot);
    }
    return heard;
  }

  private boolean isEven() throws IOException {
    var loads =
        scene.workers().stream().mapToInt(worker -> worker.polled().size()).summaryStatistics();
    if (loads.getSum() != BOTS || loads.getMax() > loads.getMin() + 1) return false;
    for (var bot : scene.bots()) {
      if (!bot.mail().isPolled() || bot.mail().pending() > 0) return false;
    }
    return true;
  }

  private Player mostLoaded() {
    return scene.workers().stream()
        .max(Comparator.comparingInt(worker -> worker.polled().size()))
        .orElseThrow();
  }

  private String spread() {
    return scene.workers().stream()
        .map(worker -> Integer.toString(worker.polled().size()))
        .collect(Collectors.joining(" + "));
  }
}
