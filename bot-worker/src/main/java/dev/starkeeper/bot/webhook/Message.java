package dev.starkeeper.bot.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.LoggedEvent;
import dev.starkeeper.model.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/**
 * An event as Standard Webhooks sends it.
 *
 * @param id the same for each attempt, so that a receiver knows what he has had
 * @param body exactly what is signed
 */
record Message(String id, String body) {
  static Message of(BotId bot, LoggedEvent event) {
    return new Message(
        "evt_" + bot.value() + "_" + event.id(),
        "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":%s}"
            .formatted(event.type(), event.occurredAt(), event.data()));
  }

  /** The header's value: a signature by each of these, for an attempt at that time. */
  String signatures(List<WebhookSecret> secrets, Instant at) {
    var all = new StringJoiner(" ");
    for (var secret : secrets) all.add(signature(secret, at));
    return all.toString();
  }

  private String signature(WebhookSecret secret, Instant at) {
    try {
      return new Webhook(secret.value()).sign(id, at.getEpochSecond(), body);
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("a secret that we made signs nothing", e);
    }
  }
}
