package dev.starkeeper.bot.webhook;

import dev.starkeeper.bot.webhook.Judgement.Took;
import dev.starkeeper.bot.webhook.PostWebhook.Answer;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.WebhookEndpointStore.Target;
import dev.starkeeper.store.WebhookOutboxStore.Attempted;
import dev.starkeeper.store.WebhookOutboxStore.Due;
import dev.starkeeper.trace.Traces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sends what is due to an endpoint, some at once, and judges the answers. */
final class SendBatch implements AutoCloseable {
  private static final int AT_ONCE = 8; // what a small server takes without complaint

  private final PostWebhook post;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile boolean stopping;

  SendBatch(PostWebhook post, InstantSource clock, RandomGenerator random) {
    this.post = post;
    this.clock = clock;
    this.random = random;
  }

  /** Nothing more is sent; what is under way ends, or its time does. */
  @Override
  public void close() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /** {@code failure} is why some may be left out; those that are in {@code done} are as valid. */
  record Sent(List<Attempted> done, Optional<RuntimeException> failure) {}

  /** Where to send to: as it was a moment ago, and as it is now. */
  record Aim(Target target, Supplier<Optional<Target>> now) {}

  /**
   * Begins none after {@code until}, or once the endpoint is gone, or while we stop: those are left
   * out and stay due. Each lane looks where to again before it begins another one.
   */
  Sent send(BotId bot, Aim aim, List<Due> due, Instant until) {
    var left = new ConcurrentLinkedQueue<>(due);
    var done = new ConcurrentLinkedQueue<Attempted>();
    Callable<Boolean> lane =
        () -> {
          var target = Optional.of(aim.target());
          while (target.isPresent() && mayGoOn(done, until)) {
            var next = left.poll();
            if (next == null) return true;
            send(bot, target.get(), next).ifPresent(done::add);
            if (!left.isEmpty() && mayGoOn(done, until)) target = aim.now().get();
          }
          return false;
        };
    var lanes = IntStream.range(0, Math.min(AT_ONCE, due.size())).mapToObj(_ -> lane).toList();
    var names = Thread.ofVirtual().name("webhook-", 0).factory();
    try (var threads = Executors.newThreadPerTaskExecutor(names)) {
      var failure =
          await(threads, lanes.stream().map(Traces::carriedCall).map(threads::submit).toList());
      return new Sent(List.copyOf(done), failure);
    }
  }

  private boolean mayGoOn(Queue<Attempted> done, Instant until) {
    return !stopping
        && clock.instant().isBefore(until)
        && done.stream().noneMatch(Judgement::isGone);
  }

  /** Interrupted, the requests under way are too; those that were answered are kept. */
  private Optional<RuntimeException> await(ExecutorService threads, List<Future<Boolean>> lanes) {
    var failure = Optional.<RuntimeException>empty();
    for (var lane : lanes) {
      try {
        lane.get();
      } catch (InterruptedException e) {
        stopping = true;
        threads.shutdownNow();
      } catch (ExecutionException e) {
        failure = Optional.of(unchecked(e.getCause()));
      }
    }
    return stopping ? Optional.empty() : failure; // what is interrupted goes wrong anyhow
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a webhook cannot be sent", cause);
  }

  private Optional<Attempted> send(BotId bot, Target target, Due due) {
    var message = Message.of(bot, due.event());
    var from = clock.instant();
    var headers = new HashMap<String, String>();
    headers.put("webhook-id", message.id());
    headers.put("webhook-timestamp", Long.toString(from.getEpochSecond()));
    headers.put("webhook-signature", message.signatures(target.secrets(), from));
    headers.put("user-agent", "Starkeeper-Webhooks/1");
    var answer =
        told(
            due,
            () -> {
              headers.putAll(Traces.headers());
              return post.post(target.url(), headers, message.body());
            });
    var took = new Took(from, clock.instant());
    return switch (answer) {
      case Answer.Answered answered -> Optional.of(Judgement.of(due, answered, took, random));
      case Answer.Unanswered unanswered -> Optional.of(Judgement.of(due, unanswered, took, random));
      case Answer.Interrupted _ -> Optional.empty();
    };
  }

  /** Never where to: an address may be a secret. */
  private static Answer told(Due due, Supplier<Answer> request) {
    try (var trace = Traces.outgoing("webhook")) {
      trace.with("eventId", due.event().id());
      trace.with("attempt", due.attempts() + 1L);
      trace.with("http.request.method", "POST");
      var answer = request.get();
      switch (answer) {
        case Answer.Answered(var status, _, _) -> {
          trace.with("http.response.status_code", status);
          if (status / 100 != 2) trace.failed(Integer.toString(status));
        }
        case Answer.Unanswered _ -> trace.failed("no answer");
        case Answer.Interrupted _ -> trace.failed("interrupted");
      }
      return answer;
    }
  }
}
