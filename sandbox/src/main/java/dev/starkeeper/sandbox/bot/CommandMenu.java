package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.TreeMap;

/** What a bot's menu of commands says, by scope and language. */
public final class CommandMenu {
  private final TreeMap<String, JsonArray> byPlace = new TreeMap<>();

  /** No commands take the menu away. */
  public synchronized void put(String place, JsonArray commands) {
    if (commands.isEmpty()) byPlace.remove(place);
    else byPlace.put(place, commands);
  }

  public synchronized JsonArray get(String place) {
    return byPlace.getOrDefault(place, new JsonArray());
  }

  public synchronized JsonObject toJson() {
    var json = new JsonObject();
    byPlace.forEach(json::add);
    return json;
  }
}
