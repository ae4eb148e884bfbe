package dev.starkeeper.bot;

import dev.starkeeper.bot.AnswerPreCheckouts.Heard;
import dev.starkeeper.bot.lead.Leadership;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.telegram.Update;
import dev.starkeeper.trace.Traces;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the next batch of updates through to the database. Telegram keeps what is not confirmed, so
 * the offset needs no table: it moves only after everything in the batch is committed.
 */
public final class PollUpdates implements Step {
  private static final Logger log = LoggerFactory.getLogger(PollUpdates.class);

  private static final Duration WAIT = Duration.ofSeconds(50); // Telegram's longest
  private static final Duration AFTER_CONFLICT = Duration.ofSeconds(1);
  // A batch that cannot be confirmed comes again at once: not so fast.
  private static final Duration WITHOUT_IDS = Duration.ofSeconds(1);
  private static final Duration NOT_OURS = Duration.ofMillis(250); // until we are told to end

  private final Telegram telegram;
  private final AnswerPreCheckouts answerPreCheckouts;
  private final RecordUpdates recordUpdates;
  private final PollWatch watch;
  private final Leadership leadership;
  private long offset;

  public PollUpdates(
      Telegram telegram,
      AnswerPreCheckouts answerPreCheckouts,
      RecordUpdates recordUpdates,
      PollWatch watch,
      Leadership leadership) {
    this.telegram = telegram;
    this.answerPreCheckouts = answerPreCheckouts;
    this.recordUpdates = recordUpdates;
    this.watch = watch;
    this.leadership = leadership;
  }

  @Override
  public Duration run() {
    if (!leadership.isOurs()) return NOT_OURS;
    try {
      var batch = telegram.getUpdates(offset, WAIT);
      // This process may have been frozen: then another worker has got the same by now.
      if (!leadership.isOurs()) return NOT_OURS;
      var rest = process(batch);
      watch.answered(batch);
      return rest;
    } catch (TelegramException.Refused e) {
      return afterRefusal(e);
    }
  }

  private Duration process(List<Update> batch) {
    if (batch.isEmpty()) return Duration.ZERO;
    return Traces.work("poll-updates").with("updates", batch.size()).during(() -> take(batch));
  }

  private Duration take(List<Update> batch) {
    var heard = offset == 0 ? Heard.PERHAPS : Heard.NEVER;
    var queries = preCheckoutQueries(batch);
    var held = answerPreCheckouts.start(queries, heard); // first: a buyer is waiting
    recordUpdates.record(batch); // if it throws, the next run gets the batch again
    await(held);
    // The greatest, not the last: nothing promises that a batch is sorted.
    var greatest = batch.stream().mapToLong(Update::id).max().orElse(0);
    if (greatest < 1) return WITHOUT_IDS;
    offset = greatest + 1;
    return Duration.ZERO;
  }

  /** As {@code join}, and obeys an interrupt. */
  private static void await(Future<?> held) {
    try {
      held.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("asked to stop", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("pre-checkouts were not judged", e);
    }
  }

  private static List<PreCheckoutQuery> preCheckoutQueries(List<Update> batch) {
    return batch.stream()
        .map(Update::content)
        .filter(Update.Content.AskedToPay.class::isInstance)
        .map(content -> ((Update.Content.AskedToPay) content).query())
        .toList();
  }

  private Duration afterRefusal(TelegramException.Refused e) {
    if (e.code() != 409) throw e;
    if (e.description().contains("webhook")) {
      throw new ConfigurationException(List.of(webhookIsSet("another program has just set one")));
    }
    leadership.disputed();
    if (!leadership.isOurs()) return NOT_OURS;
    watch.disturbed();
    log.warn("somebody else polls this bot too ({}); polling on", e.description());
    return AFTER_CONFLICT;
  }

  /** What to tell the merchant whose bot has a webhook. */
  static String webhookIsSet(String which) {
    return "the bot has a webhook ("
        + which
        + "), so its updates do not come here: remove it by calling deleteWebhook, without"
        + " drop_pending_updates, which would throw payments away";
  }
}
