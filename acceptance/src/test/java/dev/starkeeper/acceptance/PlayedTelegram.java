package dev.starkeeper.acceptance;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** The sandbox, driven through its HTTP controls as any program may. */
final class PlayedTelegram implements AutoCloseable {
  static final String TOKEN = "7000042:AAFixedTokenOfTheAcceptanceTests0042";

  private final SandboxServer server;
  private final String token;

  private PlayedTelegram(SandboxServer server, String token) {
    this.server = server;
    this.token = token;
  }

  static PlayedTelegram start() {
    try {
      var config = SandboxConfig.atAnyPort().withoutPollPacing();
      return new PlayedTelegram(SandboxServer.start(config, InstantSource.system()), TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same server, for another bot; only the first one needs to be closed. */
  PlayedTelegram forBot(String other) {
    return new PlayedTelegram(server, other);
  }

  URI url() {
    return server.url();
  }

  Json.Answer pay(String link, MiniAppUser user) {
    return control("POST", "pay", pay(link, user, ""));
  }

  /** Pays with a pre-checkout that says something else than the invoice. */
  Json.Answer payTampered(String link, MiniAppUser user, String tamper) {
    return control("POST", "pay", pay(link, user, ",\"tamper\":" + tamper));
  }

  private static String pay(String link, MiniAppUser user, String more) {
    return "{\"link\":\"" + link + "\",\"user\":" + user.json() + more + "}";
  }

  /** Any control that takes a body. */
  Json.Answer play(String control, String body) {
    return control("POST", control, body);
  }

  void push(String update) {
    control("POST", "updates", update);
  }

  void faults(String json) {
    control("PUT", "faults", json);
  }

  JsonObject state() {
    return control("GET", "state", "").body();
  }

  Json.Answer callBotApi(String method, String json) {
    return Json.post(server.url().resolve("/bot" + token + "/" + method), Map.of(), json);
  }

  private Json.Answer control(String verb, String control, String body) {
    var url = server.url().resolve("/sandbox/" + control + "?token=" + token);
    var answer = Json.send(verb, url, Map.of(), body);
    if (answer.status() != 200) {
      throw new AssertionError(control + ": " + answer.status() + " " + answer.body());
    }
    return answer;
  }

  @Override
  public void close() {
    server.close();
  }
}
