package dev.starkeeper.launch;

/** Something did not start, or did not do what it was started for. */
public final class LaunchFailure extends RuntimeException {
  private final String why;

  /** {@code why} is for a person. */
  public LaunchFailure(String why) {
    super(why);
    this.why = why;
  }

  public LaunchFailure(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  public String why() {
    return why;
  }
}
