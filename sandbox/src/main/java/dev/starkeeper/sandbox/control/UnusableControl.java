package dev.starkeeper.sandbox.control;

/** A control that cannot be carried out as written; the message is a sentence for its author. */
final class UnusableControl extends RuntimeException {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final int status;

  UnusableControl(String sentence) {
    this(BAD_REQUEST, sentence);
  }

  private UnusableControl(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** What it speaks of does not exist. */
  static UnusableControl unknown(String sentence) {
    return new UnusableControl(NOT_FOUND, sentence);
  }

  /** It makes sense, but not as things are. */
  static UnusableControl impossible(String sentence) {
    return new UnusableControl(CONFLICT, sentence);
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
