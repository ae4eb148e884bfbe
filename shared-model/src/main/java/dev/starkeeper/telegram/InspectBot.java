package dev.starkeeper.telegram;

import dev.starkeeper.telegram.BotApiCalls.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Asks Telegram about a bot, and changes nothing: not even what a poller of it would get. */
public final class InspectBot implements AutoCloseable {
  private final BotApiCalls calls;
  private final PengradTelegram telegram;
  private final AtomicReference<Optional<Duration>> clockAhead =
      new AtomicReference<>(Optional.empty());

  public InspectBot(TelegramConfig config, InstantSource clock) {
    calls = new BotApiCalls(config, chain -> measured(chain, clock));
    telegram = new PengradTelegram(calls);
  }

  public Telegram.Me getMe() {
    return telegram.getMe();
  }

  public WebhookInfo webhookInfo() {
    var info = WebhookInfo.of(calls.object(new Call("getWebhookInfo")));
    var error = calls.withoutSecret(info.lastError());
    return new WebhookInfo(info.url(), info.pendingUpdates(), error, info.allowedUpdates());
  }

  /** What a worker asks for. */
  public static List<String> neededUpdates() {
    return PengradTelegram.UPDATES;
  }

  /**
   * By how much our clock is ahead of Telegram's, by the last answer; negative if it is behind.
   * Good to a second or so. Empty if no answer had a date.
   */
  public Optional<Duration> clockAhead() {
    return clockAhead.get();
  }

  private Response measured(Interceptor.Chain chain, InstantSource clock) throws IOException {
    var sent = clock.instant();
    var response = chain.proceed(chain.request());
    var middle = sent.plus(Duration.between(sent, clock.instant()).dividedBy(2));
    var date = response.headers().getInstant("Date");
    if (date != null) {
      // Its fraction of a second is cut off.
      clockAhead.set(Optional.of(Duration.between(date.plusMillis(500), middle)));
    }
    return response;
  }

  @Override
  public void close() {
    calls.close();
  }
}
