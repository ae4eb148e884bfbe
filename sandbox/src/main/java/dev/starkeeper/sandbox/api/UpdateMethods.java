package dev.starkeeper.sandbox.api;

import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.updates.AllowedUpdates;
import dev.starkeeper.sandbox.updates.GetUpdates;
import dev.starkeeper.sandbox.updates.PollResult;
import dev.starkeeper.sandbox.updates.Webhook;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** How a bot gets its updates. */
final class UpdateMethods {
  private static final int MAX_TIMEOUT = 50; // seconds; a longer wish is clamped without a word
  private static final int MAX_LIMIT = 100;
  private static final int MAX_CONNECTIONS = 100;
  private static final int USUAL_CONNECTIONS = 40;

  private UpdateMethods() {}

  static Reply getUpdates(Bot bot, Parameters parameters) throws InterruptedException {
    var request =
        new GetUpdates(
            parameters.integer("offset", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
            parameters.integer("limit", MAX_LIMIT, 1, MAX_LIMIT),
            Duration.ofSeconds(parameters.integer("timeout", 0, 0, MAX_TIMEOUT)),
            AllowedUpdates.parse(parameters.text("allowed_updates")));
    return switch (bot.mailbox().poll(request)) {
      case PollResult.Updates(var updates) ->
          Reply.ok("[" + String.join(",", bot.faults().disturbed(updates)) + "]");
      case PollResult.Conflict(var description) -> throw Refusal.conflict(description);
    };
  }

  static Reply setWebhook(Bot bot, Parameters parameters) {
    if (!parameters.has("url")) return deleteWebhook(bot, parameters);
    var connections = parameters.integer("max_connections", USUAL_CONNECTIONS, 1, MAX_CONNECTIONS);
    var next =
        new Webhook(checkedUrl(parameters.text("url")), connections, parameters.text("ip_address"));
    var allowed = AllowedUpdates.parse(parameters.text("allowed_updates"));
    var drop = parameters.flag("drop_pending_updates");
    var previous = bot.mailbox().setWebhook(next, allowed, drop);
    var isSame = previous.equals(next) && !drop;
    return Reply.ok("true", isSame ? "Webhook is already set" : "Webhook was set");
  }

  private static String checkedUrl(String url) {
    try {
      if ("https".equals(new URI(url).getScheme())) return url;
    } catch (URISyntaxException e) {
      throw Refusal.badRequest("invalid webhook URL specified");
    }
    throw Refusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  }

  static Reply deleteWebhook(Bot bot, Parameters parameters) {
    var drop = parameters.flag("drop_pending_updates");
    var previous = bot.mailbox().setWebhook(Webhook.NONE, Optional.empty(), drop);
    return Reply.ok(
        "true", previous.isSet() ? "Webhook was deleted" : "Webhook is already deleted");
  }

  static Reply getWebhookInfo(Bot bot, Parameters parameters) {
    var state = bot.mailbox().state();
    var info = state.webhook().toInfo(state.pendingUpdates(), state.allowed());
    return Reply.ok(info.toString());
  }
}
