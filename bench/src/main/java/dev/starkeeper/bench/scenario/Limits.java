package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.seller.Shelf;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What this machine's PostgreSQL and Telegram's protocol allow, whoever sells. */
public final class Limits {
  private static final int CONNECTIONS = 8;
  private static final int ROWS = 100;
  private static final Duration TIME = Duration.ofSeconds(8);
  private static final double UPDATES_A_POLL = 100;

  private final Stage stage;

  public Limits(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() throws IOException {
    var shelf = Shelf.create(stage.place().postgres(), "limits");
    shelf.execute(
        "create table line (id bigint generated always as identity primary key, word text)");
    var one = shelf.commits("insert into line (word) values ('a')", CONNECTIONS, TIME);
    var many =
        shelf.commits(
            "insert into line (word) select 'a' from generate_series(1, " + ROWS + ")", 1, TIME);
    var updates = UPDATES_A_POLL * 1000 / Near.GET_UPDATES_MILLIS;
    return List.of(
        Figure.told("commits of a row, 8 connections, a second", one),
        Figure.told("rows in commits of 100, one connection, a second", many * ROWS),
        Figure.told("updates that getUpdates gives at 40 ms, a second", updates));
  }
}
