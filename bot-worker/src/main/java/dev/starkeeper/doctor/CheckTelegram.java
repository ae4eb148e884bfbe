package dev.starkeeper.doctor;

import dev.starkeeper.store.PollerStore.Poller;
import dev.starkeeper.telegram.InspectBot;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.telegram.WebhookInfo;
import java.net.URI;
import java.util.Optional;
import java.util.TreeSet;

/** Judges a bot by what Telegram says of it. */
final class CheckTelegram {
  private static final long MANY = 100; // a batch: one that polls never has as many for long

  private CheckTelegram() {}

  /** {@code getMe} was not answered as it should be. */
  static Finding token(TelegramException e) {
    return switch (e) {
      case TelegramException.Refused refused when refused.code() == 401 || refused.code() == 404 ->
          Finding.trouble(
              "token",
              "Telegram does not accept it: " + refused.code() + " " + refused.description(),
              "Copy it from BotFather (/mybots, the bot, API Token) into BOT_TOKEN; it may have"
                  + " been revoked.");
      case TelegramException.Refused _,
          TelegramException.Unreachable _,
          TelegramException.TooManyRequests _ ->
          Finding.trouble(
              "token",
              "Telegram cannot be asked: " + e.getMessage(),
              "See whether this machine reaches TELEGRAM_API_URL, through its firewall too.");
    };
  }

  static Finding webhook(WebhookInfo info) {
    if (info.url().isEmpty()) return Finding.ok("webhook", "none is set");
    var error = info.lastError().isEmpty() ? "" : "; its last error: " + info.lastError();
    return Finding.trouble(
        "webhook",
        "one is set, at " + host(info.url()) + error,
        "Stop what answers there, and call deleteWebhook without drop_pending_updates, which would"
            + " throw payments away.");
  }

  /** Not the whole address: many put the token into it. */
  private static String host(String url) {
    try {
      return String.valueOf(URI.create(url).getHost());
    } catch (IllegalArgumentException e) {
      return "an address that is none";
    }
  }

  /**
   * A worker asks for the right ones with each poll: if it does and they are not, who else does?
   */
  static Finding allowedUpdates(WebhookInfo info, Optional<Poller> poller) {
    var missing = new TreeSet<String>();
    info.allowedUpdates()
        .ifPresent(allowed -> {
          missing.addAll(InspectBot.neededUpdates());
          missing.removeAll(allowed);
        });
    if (missing.isEmpty()) return Finding.ok("updates", "Telegram sends all kinds that are needed");
    var words = "Telegram sends no " + String.join(", ", missing);
    return poller.isPresent()
        ? Finding.trouble(
            "updates",
            words + ", though our worker asks for it: somebody else polls with this token",
            "Stop the other program, or get a new token from BotFather (/revoke) and give it to"
                + " Starkeeper alone.")
        : Finding.warning(
            "updates", words, "Start a worker: it asks for all of them with each poll.");
  }

  /** Asking by getUpdates would end the poll of whoever polls, and tell nothing. */
  static Finding polling(WebhookInfo info, Optional<Poller> poller) {
    var pending = "%d updates wait".formatted(info.pendingUpdates());
    if (poller.isEmpty()) {
      return Finding.trouble(
          "polling",
          "no worker polls it, and " + pending,
          "Start a worker (./starkeeper worker): Telegram keeps a payment's update for 24 hours,"
              + " and a question whether one may pay for 150 seconds.");
    }
    var words = words(poller.get()) + ", and " + pending;
    return info.pendingUpdates() < MANY
        ? Finding.ok("polling", words)
        : Finding.warning(
            "polling",
            words,
            "Look again in a minute; if there are more then, see the worker's log.");
  }

  private static String words(Poller poller) {
    return "by the worker with the database session %d%s%s"
        .formatted(
            poller.session(),
            poller.address().map(from -> " from " + from).orElse(""),
            poller.since().map(at -> " since " + at).orElse(""));
  }
}
