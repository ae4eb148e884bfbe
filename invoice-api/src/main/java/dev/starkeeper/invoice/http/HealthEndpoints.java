package dev.starkeeper.invoice.http;

import com.google.gson.JsonObject;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.Migrations;
import java.util.List;

/** For whoever runs the process: whether it lives, and whether it can do its work. */
public final class HealthEndpoints implements Endpoints {
  private final Database database;

  public HealthEndpoints(Database database) {
    this.database = database;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, "/healthz", _ -> status("alive")),
        new Endpoint(Method.GET, "/readyz", _ -> ready()));
  }

  private Reply ready() {
    try {
      Migrations.check(database);
      return status("ready");
    } catch (ConfigurationException e) {
      throw new Refusal(Problem.schemaTooOld());
    }
  }

  private static Reply status(String word) {
    var json = new JsonObject();
    json.addProperty("status", word);
    return Reply.ok(json);
  }
}
