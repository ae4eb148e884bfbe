package dev.starkeeper.sandbox.updates;

import com.google.gson.JsonElement;
import java.util.function.IntFunction;

/** An update as it goes out, once it has its id. */
public final class UpdateText {
  private UpdateText() {}

  public static IntFunction<String> of(UpdateKind kind, JsonElement content) {
    var rest = ",\"" + kind.fieldName() + "\":" + content + "}";
    return id -> "{\"update_id\":" + id + rest;
  }
}
