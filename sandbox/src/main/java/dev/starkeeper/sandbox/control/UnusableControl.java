package dev.starkeeper.sandbox.control;

/** A control that cannot be carried out as written; the message is a sentence for its author. */
final class UnusableControl extends RuntimeException {
  UnusableControl(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
