package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonObject;
import java.util.TreeMap;

/** The button beside the text field: one for all of a bot's chats, and others for some of them. */
public final class MenuButtons {
  /** Stands for all chats that have no button of their own. */
  public static final long EVERYWHERE = 0;

  private final TreeMap<Long, JsonObject> byChat = new TreeMap<>();

  /** No button, the one of type {@code default}, takes away what was there. */
  public synchronized void put(long chatId, JsonObject button) {
    byChat.put(chatId, button);
  }

  public synchronized void remove(long chatId) {
    byChat.remove(chatId);
  }

  /** The chat's own, or else that of all chats, or else the list of commands. */
  public synchronized JsonObject get(long chatId) {
    var everywhere = byChat.get(EVERYWHERE);
    var own = byChat.get(chatId);
    if (own != null) return own;
    return everywhere != null ? everywhere : ofCommands();
  }

  private static JsonObject ofCommands() {
    var button = new JsonObject();
    button.addProperty("type", "commands");
    return button;
  }
}
