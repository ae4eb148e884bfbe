package dev.starkeeper.drill;

import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.launch.Products;
import dev.starkeeper.soak.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that is drilled, one after the other. */
final class Drill {
  private static final int FEWER = 3; // rounds of what takes half a minute each

  private final DrillOptions options;
  private final PrintStream out;
  private final InstantSource clock;
  private final Patience patience;
  private final long start = System.nanoTime();

  Drill(DrillOptions options, PrintStream out, InstantSource clock, Patience patience) {
    this.options = options;
    this.out = out;
    this.clock = clock;
    this.patience = patience;
  }

  Table run(Products products, Map<String, String> environment) throws IOException {
    say("starting PostgreSQL and Telegram");
    try (var http = new JsonHttp();
        var ground = Ground.start(new Means(http, clock, patience))) {
      say("the processes' logs: " + ground.logs());
      var programs = Programs.of(products, environment);
      var table = new Table();
      for (var scenario : options.scenarios()) {
        say(scenario.word());
        table.add(scenario, play(scenario, ground, programs));
      }
      say("done");
      return table;
    }
  }

  private List<Figure> play(Scenario scenario, Ground ground, Programs programs)
      throws IOException {
    var bots = scenario == Scenario.FIFTY_BOTS ? FiftyBots.BOTS : 1;
    var rounds = options.rounds();
    var fewer = Math.min(rounds, FEWER);
    try (var scene = ground.scene(scenario.word(), programs, bots)) {
      return switch (scenario) {
        case KILL -> new KillLeader(scene, rounds).play();
        case FREEZE -> new FreezeLeader(scene, patience, fewer).play();
        case CUT_OFF -> new CutOffLeader(scene, patience, fewer).play(ground.databasePort());
        case RESTART -> new RollingRestart(scene, patience, options.rate()).play();
        case FIFTY_BOTS -> new FiftyBots(scene, patience, rounds).play();
      };
    }
  }

  private void say(String what) {
    out.println(String.format(Locale.ROOT, "%4d s  %s", Patience.since(start).toSeconds(), what));
  }
}
