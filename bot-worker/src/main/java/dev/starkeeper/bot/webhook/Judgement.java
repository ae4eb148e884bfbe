package dev.starkeeper.bot.webhook;

import dev.starkeeper.bot.webhook.PostWebhook.Answer;
import dev.starkeeper.model.WebhookAttempt;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.store.WebhookOutboxStore.Attempted;
import dev.starkeeper.store.WebhookOutboxStore.Due;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** What an answer means for its delivery. */
final class Judgement {
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /** From the request's start until its answer. */
  record Took(Instant from, Instant to) {
    private Duration time() {
      return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
  }

  private Judgement() {}

  /** Nobody is there any more, and nobody wants to be asked again. */
  static boolean isGone(Attempted one) {
    return one.attempt().status().equals(OptionalInt.of(GONE));
  }

  static Attempted of(Due due, Answer.Answered answer, Took took, RandomGenerator random) {
    var status = OptionalInt.of(answer.status());
    if (answer.status() / 100 == 2) {
      var attempt = attempt(due, took, status, Optional.empty(), ""); // nobody looks at its words
      return new Attempted(due, attempt, Status.DELIVERED, Optional.empty());
    }
    var attempt = attempt(due, took, status, Optional.of(why(answer.status())), answer.body());
    // Its endpoint is disabled with this. Whoever enables it wants this one at once.
    if (answer.status() == GONE) {
      return new Attempted(due, attempt, Status.PENDING, Optional.of(took.to()));
    }
    return failed(due, attempt, took, wish(answer, took.to()), random);
  }

  static Attempted of(Due due, Answer.Unanswered answer, Took took, RandomGenerator random) {
    var attempt = attempt(due, took, OptionalInt.empty(), Optional.of(answer.why()), "");
    return failed(due, attempt, took, Optional.empty(), random);
  }

  private static Attempted failed(
      Due due, WebhookAttempt attempt, Took took, Optional<Duration> wish, RandomGenerator random) {
    return RetrySchedule.pauseAfter(due.roundAttempts() + 1, wish, random)
        .map(pause ->
            new Attempted(due, attempt, Status.PENDING, Optional.of(took.to().plus(pause))))
        .orElseGet(() -> new Attempted(due, attempt, Status.DEAD, Optional.empty()));
  }

  private static WebhookAttempt attempt(
      Due due, Took took, OptionalInt status, Optional<String> error, String answer) {
    var number = due.attempts() + 1;
    return new WebhookAttempt(number, took.from(), took.time(), status, error, answer);
  }

  private static String why(int status) {
    return switch (status / 100) {
      case 3 -> "redirects are not followed";
      default -> status == GONE ? "gone: the endpoint is disabled" : "not a 2xx status";
    };
  }

  private static Optional<Duration> wish(Answer.Answered answer, Instant now) {
    return answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE
        ? answer.retryAfter().flatMap(text -> retryAfter(text.strip(), now))
        : Optional.empty();
  }

  /** RFC 9110 §10.2.3: seconds, or a date. Anything else is no wish. */
  private static Optional<Duration> retryAfter(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, date)).filter(Duration::isPositive);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
