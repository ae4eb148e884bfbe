package dev.starkeeper.drill;

import dev.starkeeper.drill.Market.End;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Of two workers the one that polls loses its way to the database, without being told. */
final class CutOffLeader {
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final Duration ALONE = Duration.ofSeconds(8);
  private static final long WRITER = 700_000_000_000L;

  private final Scene scene;
  private final Patience patience;
  private final int rounds;
  private final List<Duration> heard = new ArrayList<>();
  private final List<Duration> stoodBy = new ArrayList<>();
  private final List<Duration> tookOver = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<Duration> disputed = new ArrayList<>();
  private final List<Duration> disputedAfterwards = new ArrayList<>();

  CutOffLeader(Scene scene, Patience patience, int rounds) {
    this.scene = scene;
    this.patience = patience;
    this.rounds = rounds;
  }

  /** {@code port} is the database's. */
  List<Figure> play(int port) throws IOException {
    try (var one = Cable.to(port);
        var two = Cable.to(port)) {
      scene.api("invoice-api");
      var cables =
          Map.of(
              scene.workerAt("worker-1", through(one, port)), one,
              scene.workerAt("worker-2", through(two, port)), two);
      scene.awaitReady();
      var market = scene.market();
      market.open();
      for (var i = 0; i < rounds; i++) round(market, cables);
      return figures(market);
    }
  }

  private String through(Cable cable, int port) {
    return scene.databaseUrl().replace(":" + port + "/", ":" + cable.port() + "/");
  }

  private void round(Market market, Map<Player, Cable> cables) throws IOException {
    var leader = scene.leader();
    var other = scene.standby(leader);
    scene.awaitReady(other);
    var cable = Objects.requireNonNull(cables.get(leader));
    cable.cut();
    var start = System.nanoTime();
    scene.telegram().write(WRITER, "Is anybody there?");
    heard.add(
        patience.until("the other polls", start, () -> scene.telegram().mail().pending() == 0));
    buy(market);
    disputed.add(new Polls(scene.telegram(), patience).untilOneIsLeft());
    buy(market);
    cable.mend();
    stoodBy.add(patience.until("it stands by", () -> leader.polled().isEmpty()));
    buy(market);
    disputedAfterwards.add(new Polls(scene.telegram(), patience).untilOneIsLeft());
    scene.awaitReady(leader);
    killOther(market, other);
  }

  private void buy(Market market) throws IOException {
    if (market.buy() instanceof End.Failed(var why)) failed.add(why);
  }

  private void killOther(Market market, Player other) throws IOException {
    var offer = market.offer();
    other.kill();
    switch (market.pay(offer)) {
      case End.Bought(var preCheckout) -> tookOver.add(preCheckout);
      case End.Failed(var why) -> failed.add(why);
    }
    other.start();
    scene.awaitReady(other);
  }

  private List<Figure> figures(Market market) throws IOException {
    return List.of(
        Figure.within(LIMIT, "an update that came just after is confirmed by the other in", heard),
        Figure.none("purchases after that declined", failed),
        Figure.within(ALONE, "then two poll at once for", disputed),
        Figure.told("when the way is there again, it says that it stands by after", stoodBy),
        Figure.within(ALONE, "then two poll at once for", disputedAfterwards),
        Figure.told("it answers a buyer after the other was killed in", tookOver),
        Figure.none("differences between the three books", market.disagreements()));
  }
}
