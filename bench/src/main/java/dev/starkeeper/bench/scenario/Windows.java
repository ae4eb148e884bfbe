package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.world.Crowd.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What both did, in turn, so that a slow minute of the machine is both's. */
record Windows(List<Done> ours, List<Done> peer) {
  static final int ROUNDS = 3;

  static Windows inTurn(Supplier<Done> ours, Supplier<Done> peer) {
    var windows = new Windows(new ArrayList<>(), new ArrayList<>());
    for (var i = 0; i < ROUNDS; i++) {
      windows.peer.add(peer.get());
      windows.ours.add(ours.get());
    }
    return windows;
  }

  static double perSecond(List<Done> windows) {
    return Medians.of(windows, Done::perSecond);
  }

  /** In milliseconds. */
  static double p99(List<Done> windows) {
    return Medians.of(windows, window -> window.samples().percentile(0.99));
  }
}
