package dev.starkeeper.telegram;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * How a bot gets its updates, from {@code getWebhookInfo}.
 *
 * @param url empty when there is no webhook; many put the token into it
 * @param pendingUpdates how many wait to be fetched or sent
 * @param lastError what Telegram says of the last time it could not send one; empty when it could
 * @param allowedUpdates those it was last asked for; empty when these are its default
 */
public record WebhookInfo(
    String url, long pendingUpdates, String lastError, Optional<Set<String>> allowedUpdates) {

  static WebhookInfo of(JsonObject info) {
    var kinds =
        info.get("allowed_updates") instanceof JsonArray list
            ? Optional.of(
                StreamSupport.stream(list.spliterator(), false)
                    .filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsString)
                    .collect(Collectors.toUnmodifiableSet()))
            : Optional.<Set<String>>empty();
    var pending =
        info.get("pending_update_count") instanceof JsonPrimitive count && count.isNumber()
            ? count.getAsLong()
            : 0;
    return new WebhookInfo(text(info, "url"), pending, text(info, "last_error_message"), kinds);
  }

  private static String text(JsonObject info, String name) {
    return info.get(name) instanceof JsonPrimitive text ? text.getAsString() : "";
  }

  /** Hides the URL. */
  @Override
  public String toString() {
    return "WebhookInfo[pendingUpdates=" + pendingUpdates + "]";
  }
}
