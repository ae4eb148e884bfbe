package dev.starkeeper.invoice.catalogue;

/** The API did not do what we asked. */
final class CallFailed extends RuntimeException {
  private final String why;

  /** {@code why} is for a person. */
  CallFailed(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
