package dev.starkeeper.drill;

import dev.starkeeper.drill.Market.End;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Of two workers the one that polls is stopped by SIGSTOP, and woken while the other sells. */
final class FreezeLeader {
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final Duration ALONE = Duration.ofSeconds(8);
  private static final int RATE = 5;
  private static final Duration BEFORE_WAKING = Duration.ofSeconds(2);
  private static final Duration AFTER_WAKING = Duration.ofSeconds(3);

  private final Scene scene;
  private final Patience patience;
  private final int rounds;
  private final List<Duration> answered = new ArrayList<>();
  private final List<Duration> stoodBy = new ArrayList<>();
  private final List<Duration> tookOver = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<Duration> disputed = new ArrayList<>();
  private int bought;

  FreezeLeader(Scene scene, Patience patience, int rounds) {
    this.scene = scene;
    this.patience = patience;
    this.rounds = rounds;
  }

  List<Figure> play() throws IOException {
    var market = scene.openWithTwoWorkers();
    for (var i = 0; i < rounds; i++) round(market);
    return List.of(
        Figure.within(LIMIT, "a buyer who pays just after is answered by the other in", answered),
        Figure.told("bought while the frozen one slept and woke", Integer.toString(bought)),
        Figure.none("declined", failed),
        Figure.told("the woken one says that it stands by after", stoodBy),
        Figure.within(ALONE, "then two poll at once for", disputed),
        Figure.told("the woken one answers a buyer after the other was killed in", tookOver),
        Figure.none("differences between the three books", market.disagreements()));
  }

  private void round(Market market) throws IOException {
    var leader = scene.leader();
    var other = scene.standby(leader);
    scene.awaitReady(other);
    var offer = market.offer();
    leader.freeze();
    note(market.pay(offer), answered);
    // What the frozen one was told of, first of all that buyer's query, waits in its socket.
    try (var crowd = Crowd.comes(market, RATE, patience)) {
      patience.rest(BEFORE_WAKING);
      leader.wake();
      stoodBy.add(patience.until("the woken one stands by", () -> leader.polled().isEmpty()));
      patience.rest(AFTER_WAKING);
      var sales = crowd.end();
      bought += sales.preCheckouts().size();
      failed.addAll(sales.failed());
    }
    disputed.add(new Polls(scene.telegram(), patience).untilOneIsLeft());
    killOther(market, other);
  }

  private void killOther(Market market, Player other) throws IOException {
    var offer = market.offer();
    other.kill();
    note(market.pay(offer), tookOver);
    other.start();
    scene.awaitReady(other);
  }

  private void note(End end, List<Duration> times) {
    switch (end) {
      case End.Bought(var preCheckout) -> times.add(preCheckout);
      case End.Failed(var why) -> failed.add(why);
    }
  }
}
