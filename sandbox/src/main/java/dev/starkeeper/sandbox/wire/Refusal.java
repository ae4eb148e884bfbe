package dev.starkeeper.sandbox.wire;

/** The Bot API answers {@code ok: false}, with this status and in these words. */
public final class Refusal extends RuntimeException {
  private final int status;

  private Refusal(int status, String description) {
    super(description, null, false, false);
    this.status = status;
  }

  /** {@code problem} goes out after {@code Bad Request: }, exactly as written. */
  public static Refusal badRequest(String problem) {
    return new Refusal(400, "Bad Request: " + problem);
  }

  public static Refusal forbidden(String problem) {
    return new Refusal(403, "Forbidden: " + problem);
  }

  /** The token was revoked. */
  public static Refusal unauthorized() {
    return new Refusal(401, "Unauthorized");
  }

  /** What the cloud says of an unknown method and of a malformed token alike. */
  public static Refusal notFound() {
    return new Refusal(404, "Not Found");
  }

  /** {@code description} goes out exactly as written. */
  public static Refusal conflict(String description) {
    return new Refusal(409, description);
  }

  public Reply reply() {
    return Reply.error(status, description());
  }

  public String description() {
    return String.valueOf(getMessage());
  }
}
