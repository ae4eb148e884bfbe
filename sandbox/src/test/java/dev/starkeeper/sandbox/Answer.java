package dev.starkeeper.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.List;

/** What the sandbox said, in its own bytes and as JSON. */
record Answer(HttpResponse<String> response) {

  int status() {
    return response.statusCode();
  }

  String text() {
    return response.body();
  }

  JsonObject json() {
    return JsonParser.parseString(text()).getAsJsonObject();
  }

  JsonElement result() {
    if (status() != 200) throw new AssertionError(status() + " " + text());
    return json().get("result");
  }

  /** The updates that a {@code getUpdates} returned. */
  List<JsonObject> updates() {
    return objects(result().getAsJsonArray());
  }

  String description() {
    return json().get("description").getAsString();
  }

  /** The error of a control. */
  String sentence() {
    return json().get("error").getAsString();
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
  }
}
