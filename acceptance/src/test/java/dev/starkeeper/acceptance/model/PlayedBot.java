package dev.starkeeper.acceptance.model;

import com.google.gson.JsonObject;
import dev.starkeeper.acceptance.Json;
import java.net.URI;
import java.util.Map;

/** One bot of a sandbox, through its controls: all that Telegram and its users do. */
record PlayedBot(URI sandbox, String token) {

  Json.Answer control(String verb, String control, String body) {
    var more = control.contains("?") ? "&" : "?";
    var url = URI.create(sandbox + "/sandbox/" + control + more + "token=" + token);
    return Json.send(verb, url, Map.of(), body);
  }

  /** For what cannot be refused. */
  JsonObject done(String verb, String control, String body) {
    var answer = control(verb, control, body);
    if (answer.status() == 200) return answer.body();
    throw new IllegalStateException(control + " " + body + ": " + answer.body());
  }

  /** Its names follow from {@code seed} alone. */
  void reset(long seed) {
    var id = Long.parseLong(token.substring(0, token.indexOf(':')));
    done("DELETE", "state?seed=" + (seed - id), "");
  }

  /** Waits until it is paid, declined or too late. */
  JsonObject pay(String link, User user, String more) {
    return done("POST", "pay", "{\"link\":\"" + link + "\",\"user\":" + user.json() + more + "}");
  }

  /** Lets everything happen that is due. */
  void settle() {
    done("POST", "clock", "{\"advance\":\"PT0S\"}");
  }

  /** How many updates wait to be confirmed. */
  int waiting() {
    return done("GET", "state?limit=0", "").get("pendingUpdateCount").getAsInt();
  }

  SandboxBooks books() {
    return SandboxBooks.read(done("GET", "state?limit=100000", ""));
  }

  JsonObject call(String method, JsonObject parameters) {
    var url = URI.create(sandbox + "/bot" + token + "/" + method);
    return Json.post(url, Map.of(), parameters.toString()).body();
  }
}
