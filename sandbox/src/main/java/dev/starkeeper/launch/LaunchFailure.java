package dev.starkeeper.launch;

/** Something did not start, or did not do what it was started for. */
final class LaunchFailure extends RuntimeException {
  private final String why;

  /** {@code why} is for a person. */
  LaunchFailure(String why) {
    super(why);
    this.why = why;
  }

  LaunchFailure(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  String why() {
    return why;
  }
}
