package dev.starkeeper.invoice.http;

import com.google.gson.JsonObject;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.invoice.caller.Authenticate;
import dev.starkeeper.model.Sku;
import dev.starkeeper.sale.CreateInvoiceOutcome;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.BadMessageException;

/**
 * Why there is no better answer: an RFC 9457 problem.
 *
 * @param code for programs; it never changes its meaning
 * @param detail for people; it holds no secret and nothing of our inside
 */
record Problem(Status status, String code, String detail, Map<String, String> headers) {
  private static final String INVALID_REQUEST = "invalid_request";
  private static final String NOT_FOUND = "not_found";
  private static final String RATE_LIMITED = "rate_limited";
  private static final String TELEGRAM_UNAVAILABLE = "telegram_unavailable";
  private static final String DATABASE_UNAVAILABLE = "database_unavailable";

  private static final Duration SOON = Duration.ofSeconds(1); // a mint takes less
  private static final Duration AFTER_RESTART = Duration.ofSeconds(2); // of PostgreSQL
  private static final Duration AFTER_TELEGRAM = Duration.ofSeconds(5); // its usual hiccup

  private Problem(Status status, String code, String detail) {
    this(status, code, detail, Map.of());
  }

  static Problem invalidRequest(String detail) {
    return new Problem(Status.BAD_REQUEST, INVALID_REQUEST, detail);
  }

  static Problem tooSlow() {
    return new Problem(Status.REQUEST_TIMEOUT, INVALID_REQUEST, "The body comes too slowly.");
  }

  static Problem unknownPath() {
    return new Problem(Status.NOT_FOUND, NOT_FOUND, "Nothing is at this path.");
  }

  static Problem notFound(String detail) {
    return new Problem(Status.NOT_FOUND, NOT_FOUND, detail);
  }

  static Problem unknownInvoice() {
    return notFound("No invoice of yours has this id.");
  }

  static Problem invalidState(String detail) {
    return new Problem(Status.CONFLICT, "invalid_state", detail);
  }

  static Problem keyReused() {
    return new Problem(
        Status.CONFLICT,
        "idempotency_conflict",
        "This Idempotency-Key was used for another request.");
  }

  static Problem insufficientCredits(long balance, String unit) {
    return new Problem(
        Status.CONFLICT, "insufficient_credits", "The balance is " + balance + " " + unit + ".");
  }

  static Problem busy(String detail) {
    return rateLimited(SOON, detail);
  }

  static Problem unknownProduct(String sku) {
    return new Problem(Status.NOT_FOUND, "unknown_product", "No product has the sku " + sku + ".");
  }

  static Problem forbidden(String detail) {
    return new Problem(Status.FORBIDDEN, "forbidden", detail);
  }

  /** {@code allow} is for the header of that name. */
  static Problem wrongMethod(String allow) {
    return new Problem(
        Status.METHOD_NOT_ALLOWED,
        INVALID_REQUEST,
        "This path takes " + allow + ".",
        Map.of("Allow", allow));
  }

  static Problem wrongMediaType(String detail) {
    return new Problem(Status.UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST, detail);
  }

  static Problem bodyTooLarge(int most) {
    return new Problem(
        Status.CONTENT_TOO_LARGE, "payload_too_large", "A body has at most " + most + " bytes.");
  }

  static Problem overloaded() {
    return after(
        SOON,
        new Problem(
            Status.SERVICE_UNAVAILABLE,
            RATE_LIMITED,
            "There is too much to do just now, or the process stops. Asking again is safe."));
  }

  static Problem schemaTooOld() {
    return after(
        AFTER_RESTART,
        new Problem(
            Status.SERVICE_UNAVAILABLE,
            DATABASE_UNAVAILABLE,
            "The database's schema is older than this release needs."));
  }

  /** What Jetty found out before any route was asked. */
  static Problem ofStatus(int code) {
    var status =
        Status.of(code).orElse(code < 500 ? Status.BAD_REQUEST : Status.INTERNAL_SERVER_ERROR);
    if (status == Status.CONTENT_TOO_LARGE) return bodyTooLarge(RequestBody.MOST_BYTES);
    if (status == Status.NOT_FOUND) return unknownPath();
    if (status == Status.SERVICE_UNAVAILABLE) return overloaded();
    return status.isOurFault() && status != Status.VERSION_NOT_SUPPORTED
        ? unexpected()
        : new Problem(
            status, INVALID_REQUEST, "This is not HTTP as we take it: " + status.title() + ".");
  }

  static Problem of(Authenticate.Refused refused) {
    var problem =
        switch (refused) {
          case Authenticate.Refused.MissingCredentials _ ->
              unauthorized("missing_credentials", "Authorization is neither tma nor Bearer.");
          case Authenticate.Refused.ForgedInitData(var why) ->
              unauthorized("invalid_init_data", "This is no init data of this bot: " + why + ".");
          case Authenticate.Refused.StaleInitData _ ->
              unauthorized("expired_init_data", "The init data is too old: open the app again.");
          case Authenticate.Refused.UnknownKey _ ->
              unauthorized("invalid_api_key", "No server has this key.");
        };
    return problem.with("WWW-Authenticate", "tma, Bearer");
  }

  static Problem of(CreateInvoiceOutcome.Declined declined) {
    return switch (declined) {
      case CreateInvoiceOutcome.UnknownProduct(Sku(var sku)) -> unknownProduct(sku);
      case CreateInvoiceOutcome.Unsellable(var why) -> invalidRequest(why);
      case CreateInvoiceOutcome.AlreadyOwned(var entitlement) ->
          new Problem(
              Status.CONFLICT, "already_owned", "The recipient owns " + entitlement.key() + ".");
      case CreateInvoiceOutcome.SoldOut(Sku(var sku)) ->
          new Problem(Status.CONFLICT, "sold_out", "So many of " + sku + " are not left.");
      case CreateInvoiceOutcome.LimitReached(Sku(var sku), var most) ->
          new Problem(
              Status.CONFLICT,
              "limit_reached",
              "One recipient has at most " + most + " " + sku + ".");
      case CreateInvoiceOutcome.KeyReused _ -> keyReused();
      case CreateInvoiceOutcome.TooMany(var retryAfter) ->
          rateLimited(retryAfter, "This buyer had too many invoices made within a minute.");
      case CreateInvoiceOutcome.Busy _ -> busy("Another invoice of this buyer is being made.");
    };
  }

  /** Of whatever a route threw. */
  static Problem of(RuntimeException thrown) {
    return switch (thrown) {
      case Refusal refusal -> refusal.problem();
      case TelegramException telegram -> of(telegram);
      case DatabaseException database -> of(database);
      case BadMessageException unreadable -> ofStatus(unreadable.getCode());
      default -> unexpected();
    };
  }

  private static Problem of(TelegramException thrown) {
    return switch (thrown) {
      case TelegramException.Refused refused ->
          new Problem(
              Status.BAD_GATEWAY,
              "telegram_rejected",
              "Telegram refused: " + refused.description());
      case TelegramException.Unreachable _ -> telegramUnavailable(AFTER_TELEGRAM);
      case TelegramException.TooManyRequests slower -> telegramUnavailable(slower.retryAfter());
    };
  }

  private static Problem of(DatabaseException thrown) {
    return switch (thrown) {
      case DatabaseException.Unavailable _, DatabaseException.Contended _ ->
          after(
              AFTER_RESTART,
              new Problem(
                  Status.SERVICE_UNAVAILABLE,
                  DATABASE_UNAVAILABLE,
                  "The database does not answer. Asking again is safe."));
      case DatabaseException.Refused _ -> unexpected();
    };
  }

  private static Problem unexpected() {
    return new Problem(
        Status.INTERNAL_SERVER_ERROR, "internal_error", "This should not have happened.");
  }

  private static Problem unauthorized(String code, String detail) {
    return new Problem(Status.UNAUTHORIZED, code, detail);
  }

  private static Problem rateLimited(Duration pause, String detail) {
    return after(pause, new Problem(Status.TOO_MANY_REQUESTS, RATE_LIMITED, detail));
  }

  private static Problem telegramUnavailable(Duration pause) {
    return after(
        pause,
        new Problem(
            Status.SERVICE_UNAVAILABLE,
            TELEGRAM_UNAVAILABLE,
            "Telegram does not answer. Asking again is safe."));
  }

  /** Whole seconds, rounded up, as the header has no others. */
  private static Problem after(Duration pause, Problem problem) {
    var seconds = Math.max(1, pause.plusNanos(999_999_999).toSeconds());
    return problem.with("Retry-After", Long.toString(seconds));
  }

  private Problem with(String header, String value) {
    return new Problem(status, code, detail, Map.of(header, value));
  }

  JsonObject json() {
    var json = new JsonObject();
    json.addProperty("type", "about:blank");
    json.addProperty("status", status.code());
    json.addProperty("title", status.title());
    json.addProperty("detail", detail);
    json.addProperty("code", code);
    return json;
  }
}
