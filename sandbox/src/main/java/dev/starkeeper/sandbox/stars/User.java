package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** A person who writes to bots and pays them. */
public record User(
    long id,
    String firstName,
    @Nullable String lastName,
    @Nullable String username,
    @Nullable String languageCode,
    boolean isPremium) {

  /** One of whom only the id was said. */
  public static User nameless(long id) {
    return new User(id, "User " + id, null, null, null, false);
  }

  public boolean isNameless() {
    return equals(nameless(id));
  }

  /** The Bot API's {@code User}. */
  public JsonObject toJson() {
    var json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("is_bot", false);
    addNames(json);
    if (languageCode != null) json.addProperty("language_code", languageCode);
    if (isPremium) json.addProperty("is_premium", true);
    return json;
  }

  /** The Bot API's {@code Chat} between this user and the bot. */
  public JsonObject toChatJson() {
    var json = new JsonObject();
    json.addProperty("id", id);
    addNames(json);
    json.addProperty("type", "private");
    return json;
  }

  private void addNames(JsonObject json) {
    json.addProperty("first_name", firstName);
    if (lastName != null) json.addProperty("last_name", lastName);
    if (username != null) json.addProperty("username", username);
  }
}
