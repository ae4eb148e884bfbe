package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.meter.PreCheckoutMeters;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.trace.Traces;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers pre-checkout queries within Telegram's ten seconds: judged together, answered each on its
 * own thread. Whatever goes wrong, the answer is no, and no Star moves.
 */
public final class AnswerPreCheckouts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnswerPreCheckouts.class);

  // Of Telegram's ten seconds; what is left is for two tries of sending, of three seconds each.
  private static final Duration JUDGE_WITHIN = Duration.ofMillis(3_500);
  private static final Duration LONGEST_REST =
      Duration.ofSeconds(3); // the buyer is gone after that
  private static final Duration STOP_WAIT = Duration.ofSeconds(4);
  // Telegram keeps a query for 150 seconds: far more than can come in that time.
  private static final int REMEMBERED = 20_000;

  private final Telegram telegram;
  private final HoldInvoices holdInvoices;
  private final Phrases phrases;
  private final PreCheckoutMeters meters;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> answered = Collections.newSetFromMap(new Remembered());

  public AnswerPreCheckouts(
      Telegram telegram, HoldInvoices holdInvoices, Phrases phrases, PreCheckoutMeters meters) {
    this.telegram = telegram;
    this.holdInvoices = holdInvoices;
    this.phrases = phrases;
    this.meters = meters;
  }

  /** What has been heard of a query before. */
  enum Heard {
    NEVER,
    /** Another worker may have answered it, and ended before it confirmed the update. */
    PERHAPS
  }

  /** {@code at} is as the meters count time. */
  private record Arrived(Heard heard, long at) {}

  /**
   * Starts answering; queries that came before are passed over. The future completes, never
   * exceptionally, once nothing will be written for them any more; answers may still be on their
   * way.
   */
  CompletableFuture<Void> start(List<PreCheckoutQuery> told, Heard heard) {
    var arrived = new Arrived(heard, meters.now());
    var queries = told.stream().filter(query -> answered.add(query.id())).toList();
    if (queries.isEmpty()) return CompletableFuture.completedFuture(null);

    var verdicts = new CompletableFuture<Map<String, PreCheckoutVerdict>>();
    var judged =
        CompletableFuture.runAsync(LogScope.carried(() -> judge(queries, verdicts)), threads);
    verdicts.completeOnTimeout(tryAgain(queries), JUDGE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    queries.forEach(
        query -> threads.execute(LogScope.carried(() -> answer(query, arrived, verdicts))));
    return judged.exceptionally(failure -> {
      log.warn("pre-checkouts declined: {}", String.valueOf(failure.getCause()));
      verdicts.complete(tryAgain(queries));
      return null;
    });
  }

  /** A verdict that comes too late to be sent gives its holds back at once. */
  private void judge(
      List<PreCheckoutQuery> queries, CompletableFuture<Map<String, PreCheckoutVerdict>> verdicts) {
    if (!verdicts.complete(holdInvoices.hold(queries))) holdInvoices.release(queries);
  }

  private static Map<String, PreCheckoutVerdict> tryAgain(List<PreCheckoutQuery> queries) {
    return queries.stream()
        .map(PreCheckoutQuery::id)
        .distinct()
        .collect(
            Collectors.toMap(
                Function.identity(), _ -> new PreCheckoutVerdict.Decline(DeclineReason.TRY_AGAIN)));
  }

  private void answer(
      PreCheckoutQuery query,
      Arrived arrived,
      CompletableFuture<Map<String, PreCheckoutVerdict>> verdicts) {
    var invoice = InvoiceId.ofPayload(query.invoicePayload()).map(InvoiceId::payload);
    try (var scope = LogScope.open()) {
      scope.with(LogScope.PRE_CHECKOUT_QUERY, query.id());
      scope.with(LogScope.CUSTOMER, query.from().id().value());
      invoice.ifPresent(id -> scope.with(LogScope.INVOICE, id));
      Traces.work("answer-pre-checkout")
          .run(() -> {
            var verdict =
                verdicts
                    .join()
                    .getOrDefault(
                        query.id(), new PreCheckoutVerdict.Decline(DeclineReason.TRY_AGAIN));
            meters.judged(verdict);
            note(verdict);
            send(query, arrived, verdict, invoice.orElse("no invoice"));
          });
    }
  }

  /** In the words of the metrics. */
  private static void note(PreCheckoutVerdict verdict) {
    Traces.note(
        "decision",
        switch (verdict) {
          case PreCheckoutVerdict.Approve _ -> "approved";
          case PreCheckoutVerdict.Decline(var reason) -> reason.name().toLowerCase(Locale.ROOT);
        });
  }

  private void send(
      PreCheckoutQuery query, Arrived arrived, PreCheckoutVerdict verdict, String what) {
    try {
      sendTwiceIfNeedBe(query, arrived.heard(), verdict);
      meters.accepted(arrived.at());
      var payer = query.from().id().value();
      log.info("pre-checkout {} by {} for {}: {}", query.id(), payer, what, verdict);
    } catch (TelegramException.Refused e) {
      meters.failed(e);
      Traces.failed(e);
      // Too late, or answered before. Telegram will not take the Stars on this answer.
      log.warn("pre-checkout {}: {} not taken: {}", query.id(), verdict, e.getMessage());
    } catch (TelegramException e) {
      meters.failed(e);
      Traces.failed(e);
      // It may have arrived: the hold stays until it lapses.
      log.warn("pre-checkout {}: {} perhaps not sent: {}", query.id(), verdict, e.getMessage());
    }
  }

  private void sendTwiceIfNeedBe(PreCheckoutQuery query, Heard heard, PreCheckoutVerdict verdict) {
    try {
      send(query, verdict);
    } catch (TelegramException.Refused e) {
      // If it is the first word Telegram has from us on it, nobody is paying: the invoice is free.
      if (verdict instanceof PreCheckoutVerdict.Approve && heard == Heard.NEVER) release(query);
      throw e;
    } catch (TelegramException.Unreachable e) {
      send(query, verdict);
    } catch (TelegramException.TooManyRequests e) {
      if (e.retryAfter().compareTo(LONGEST_REST) > 0) throw e;
      rest(e.retryAfter());
      send(query, verdict);
    }
  }

  private void release(PreCheckoutQuery query) {
    try {
      holdInvoices.release(List.of(query));
    } catch (DatabaseException e) {
      log.warn("the hold of pre-checkout {} stays until it lapses: {}", query.id(), e.getMessage());
    }
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(PreCheckoutQuery query, PreCheckoutVerdict verdict) {
    switch (verdict) {
      case PreCheckoutVerdict.Approve _ -> telegram.approvePreCheckoutQuery(query.id());
      case PreCheckoutVerdict.Decline(var reason) ->
          telegram.declinePreCheckoutQuery(
              query.id(), phrases.in(query.from().languageCode()).declined(reason));
    }
  }

  /** Lets the answers under way arrive. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("pre-checkout answers still under way after {}", STOP_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The newest query ids; only the polling thread touches it. */
  private static final class Remembered extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
