package dev.starkeeper.sandbox.stars;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** The pre-checkout queries of one bot: those that wait for its word, and the words it gave. */
public final class PreCheckouts {
  private final Map<String, PreCheckout> open = new HashMap<>();
  private final Log<PreCheckoutAnswer> answers = new Log<>();
  private final Duration timeout;
  private final RandomText names;
  private boolean closed;

  /** A query that is older than {@code timeout} takes no answer; ids come from {@code random}. */
  public PreCheckouts(Duration timeout, RandomGenerator random) {
    this.timeout = timeout;
    this.names = new RandomText(random);
  }

  /** What became of a query within its time. */
  public sealed interface Result {
    record Answered(PreCheckoutAnswer answer) implements Result {}

    record TimedOut() implements Result {}

    /** The bot is gone: its books were reset, or the sandbox stops. */
    record Abandoned() implements Result {}
  }

  public synchronized PreCheckout ask() {
    return ask(names.number());
  }

  /** Makes {@code id} answerable, once; asking again while it is open changes nothing. */
  public synchronized PreCheckout ask(String id) {
    var query =
        open.compute(id, (_, known) -> known == null || isOver(known) ? PreCheckout.of(id) : known);
    if (closed) query.answer().cancel(false);
    return query;
  }

  public Result await(PreCheckout query) throws InterruptedException {
    try {
      return new Result.Answered(query.answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return giveUp(query);
    } catch (CancellationException _) {
      return new Result.Abandoned();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails a pre-checkout", e);
    }
  }

  /** An answer that came just before the end of the time still counts. */
  private synchronized Result giveUp(PreCheckout query) {
    open.remove(query.id(), query);
    return Optional.ofNullable(query.answer().getNow(null))
        .<Result>map(Result.Answered::new)
        .orElseGet(Result.TimedOut::new);
  }

  /** Returns whether anyone still waited for it; a query takes one answer. */
  public synchronized boolean answer(String id, boolean ok, String error) {
    var query = open.remove(id);
    if (query == null || isOver(query)) return false;
    var answer = new PreCheckoutAnswer(id, ok, ok ? "" : error, query.age().toMillis());
    answers.add(answer);
    query.answer().complete(answer);
    return true;
  }

  private boolean isOver(PreCheckout query) {
    return query.age().compareTo(timeout) > 0;
  }

  public synchronized List<PreCheckoutAnswer> newestAnswers(int limit) {
    return answers.newest(limit);
  }

  public synchronized int answerCount() {
    return answers.size();
  }

  /** Lets everyone go who waits for an answer; nobody waits here again. */
  public synchronized void close() {
    closed = true;
    open.values().forEach(query -> query.answer().cancel(false));
    open.clear();
  }
}
