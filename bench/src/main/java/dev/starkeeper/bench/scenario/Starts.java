package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.scenario.Figure.Goal;
import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.seller.Peer;
import dev.starkeeper.bench.seller.Seller;
import dev.starkeeper.bench.seller.Shelf;
import dev.starkeeper.bench.world.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** From the start of a process to its first good answer, and the memory that it takes. */
public final class Starts {
  private static final int ROUNDS = 5;
  private static final long BOT = 7_000_000_602L;
  private static final int USERS = 64;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration LOAD = Duration.ofSeconds(15);
  private static final double READY_MILLIS = 700;
  private static final double AT_REST_MEGABYTES = 150;
  private static final double LOADED_MEGABYTES = 260;

  private final Stage stage;
  private final List<Figure> figures = new ArrayList<>();

  public Starts(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    stage.latencies(Latencies.NONE);
    var starts = new ArrayList<List<Duration>>();
    var shelf = firstStart();
    for (var i = 0; i < ROUNDS - 1; i++) {
      try (var ours = Ours.start(stage.place(), shelf, BOT)) {
        starts.add(ours.starts());
      }
    }
    try (var peer = Peer.start(stage.place(), "start_peer", 7_000_000_601L);
        var ours = Ours.start(stage.place(), shelf, BOT)) {
      starts.add(ours.starts());
      ready(starts, peer);
      LockSupport.parkNanos(REST.toNanos());
      memory("at rest", ours, peer, AT_REST_MEGABYTES);
      stage.buy(peer, USERS, LOAD);
      stage.buy(ours, USERS, LOAD);
      memory("after 15 s of purchases", ours, peer, LOADED_MEGABYTES);
    }
    return figures;
  }

  /** Makes the schema, and is not counted: its files were on the disk only. */
  private Shelf firstStart() throws IOException {
    try (var ours = Ours.start(stage.place(), "start_ours", BOT)) {
      return ours.shelf();
    }
  }

  private void ready(List<List<Duration>> starts, Peer peer) {
    var names = List.of("invoice-api", "bot-worker");
    for (var i = 0; i < names.size(); i++) {
      var process = i;
      var took = Medians.of(starts, round -> millis(round.get(process)));
      figures.add(
          Figure.millis(
              names.get(i) + " ready, of the 700 ms wanted", took, READY_MILLIS, atMostThat()));
      figures.add(
          Figure.millis(
              names.get(i) + " ready, beside the peer", took, millis(peer.start()), Figure.NONE));
    }
  }

  private void memory(String when, Ours ours, Peer peer, double most) {
    for (var process : ours.processes()) {
      figures.add(
          Figure.megabytes(
              process.name() + " " + when + ", of what is wanted",
              process.usage().residentMegabytes(),
              most,
              atMostThat()));
    }
    figures.add(
        Figure.megabytes(
            "both processes " + when + ", beside the peer", sum(ours), sum(peer), Figure.NONE));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static double sum(Seller seller) {
    return seller.processes().stream().mapToDouble(p -> p.usage().residentMegabytes()).sum();
  }

  private static Goal atMostThat() {
    return new Goal.AtMost(1);
  }
}
