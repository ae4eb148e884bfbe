package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.wire.ControlRequest;

/** The users of a bot: who they are, and how many Stars they have. */
final class PeopleControl {
  static final long MAX_STARS = 1_000_000_000; // many clients read 32 bits

  private static final int USUAL_LIMIT = 200;
  private static final int MAX_LIMIT = 100_000;

  private PeopleControl() {}

  /** Counts a user's Stars from now on; a user of whom nobody said so has all they want. */
  static JsonElement put(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("user", "stars", "add");
    var user = UserFields.read(body);
    if (body.has("stars") && body.has("add")) {
      throw new UnusableControl("Say either \"stars\", which is all, or \"add\", which is more.");
    }
    var stars = body.optionalNumber("stars", 0, MAX_STARS);
    var more = body.optionalNumber("add", 1, MAX_STARS);
    bot.chats().introduce(user);
    stars.ifPresent(all -> bot.books().fillPurse(user.id(), all));
    more.ifPresent(bought -> bot.books().topUp(user.id(), bought));
    var answer = new JsonObject();
    answer.addProperty("userId", user.id());
    bot.books().starsOf(user.id()).ifPresent(count -> answer.addProperty("stars", count));
    return answer;
  }

  /** The last one of whom it was heard first. */
  static JsonElement list(Bot bot, ControlRequest request) {
    var limit = request.query().integer("limit", USUAL_LIMIT, 0, MAX_LIMIT);
    var users = new JsonArray();
    bot.chats().newest(limit).forEach(user -> users.add(toJson(bot, user)));
    var json = new JsonObject();
    json.add("users", users);
    return json;
  }

  private static JsonObject toJson(Bot bot, User user) {
    var known = user.toJson();
    known.remove("is_bot");
    var json = new JsonObject();
    json.add("user", known);
    bot.books().starsOf(user.id()).ifPresent(count -> json.addProperty("stars", count));
    json.addProperty("met", bot.chats().user(user.id()).isPresent());
    json.addProperty("blocked", bot.chats().hasBlocked(user.id()));
    return json;
  }
}
