package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.ForeignUpdates;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.util.OptionalInt;

/** Updates that a test made up. */
final class UpdatesControl {
  private UpdatesControl() {}

  /** The body is one update, or {@code {"updates":[…]}}, or {@code {"raw":"any text"}}. */
  static JsonElement push(Bot bot, ControlRequest request) {
    var updates = new ForeignUpdates(bot);
    var json = Fields.parse(request.body());
    var fields = new Fields(json, "the body");
    var ids = new JsonArray();
    if (fields.has("raw")) {
      ids.add(id(updates.pushRaw(fields.onlyThese("raw").text("raw"))));
    } else if (fields.has("updates")) {
      for (var update : fields.onlyThese("updates").array("updates")) {
        ids.add(id(push(updates, update)));
      }
    } else {
      ids.add(id(updates.push(json)));
    }
    var answer = new JsonObject();
    answer.add("updateIds", ids);
    return answer;
  }

  private static OptionalInt push(ForeignUpdates updates, JsonElement update) {
    return update instanceof JsonObject object
        ? updates.push(object)
        : updates.pushRaw(update.toString());
  }

  /** {@code null} for an update that a full queue did not take. */
  private static JsonElement id(OptionalInt id) {
    return id.isPresent() ? new JsonPrimitive(id.getAsInt()) : JsonNull.INSTANCE;
  }
}
