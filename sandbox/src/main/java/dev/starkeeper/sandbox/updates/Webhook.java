package dev.starkeeper.sandbox.updates;

import com.google.gson.JsonObject;

/** A webhook that is remembered, never called: its presence makes {@code getUpdates} answer 409. */
public record Webhook(String url, int maxConnections, String ipAddress) {
  public static final Webhook NONE = new Webhook("", 0, "");

  public boolean isSet() {
    return !url.isEmpty();
  }

  /**
   * The Bot API's {@code WebhookInfo}; default {@code allowed} kinds are left out, as Telegram
   * does.
   */
  public JsonObject toInfo(int pendingUpdates, AllowedUpdates allowed) {
    var info = new JsonObject();
    info.addProperty("url", url);
    info.addProperty("has_custom_certificate", false);
    info.addProperty("pending_update_count", pendingUpdates);
    if (isSet()) info.addProperty("max_connections", maxConnections);
    if (!ipAddress.isEmpty()) info.addProperty("ip_address", ipAddress);
    if (!allowed.equals(AllowedUpdates.BY_DEFAULT)) info.add("allowed_updates", allowed.toJson());
    return info;
  }
}
