package dev.starkeeper.drill;

import dev.starkeeper.drill.Market.End;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Of two workers the one that polls is killed, again and again. */
final class KillLeader {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Scene scene;
  private final int rounds;

  KillLeader(Scene scene, int rounds) {
    this.scene = scene;
    this.rounds = rounds;
  }

  List<Figure> play() throws IOException {
    var market = scene.openWithTwoWorkers();
    var answered = new ArrayList<Duration>();
    var failed = new ArrayList<String>();
    for (var i = 0; i < rounds; i++) {
      var leader = scene.leader();
      scene.awaitReady(scene.standby(leader));
      var offer = market.offer();
      leader.kill();
      switch (market.pay(offer)) {
        case End.Bought(var preCheckout) -> answered.add(preCheckout);
        case End.Failed(var why) -> failed.add(why);
      }
      leader.start();
      scene.awaitReady(leader);
    }
    return List.of(
        Figure.within(LIMIT, "a buyer who pays just after is answered by the other in", answered),
        Figure.none("of them declined", failed),
        Figure.none("differences between the three books", market.disagreements()));
  }
}
