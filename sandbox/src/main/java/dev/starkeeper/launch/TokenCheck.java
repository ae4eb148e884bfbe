package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;

/** Asks Telegram whose token it is, before anything is started with it. */
final class TokenCheck {
  /** What Telegram says. */
  sealed interface Verdict {
    record Accepted(String username) implements Verdict {}

    /** It knows no such bot: revoked, mistyped, or of the other environment. */
    record Refused() implements Verdict {}

    /** It did not say. The token may be good. */
    record Unknown(String why) implements Verdict {}
  }

  private TokenCheck() {}

  /** Calls {@code getMe}. {@code bot} is the Bot API's address up to the method, with the token. */
  static Verdict ask(JsonHttp http, URI bot) {
    try {
      var answer = http.get(URI.create(bot + "/getMe"), "");
      return switch (answer.status()) {
        case 200 -> new Verdict.Accepted(username(answer.body()));
        // 401 for a well-formed token that is not valid, 404 for one that cannot be a token.
        case 401, 404 -> new Verdict.Refused();
        default -> new Verdict.Unknown("it answered " + answer.status());
      };
    } catch (IOException e) {
      return new Verdict.Unknown(e.getClass().getSimpleName());
    }
  }

  private static String username(JsonObject answer) {
    var bot = answer.getAsJsonObject("result");
    return bot != null && bot.has("username") ? bot.get("username").getAsString() : "";
  }
}
