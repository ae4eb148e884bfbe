package dev.starkeeper.doctor;

/** What went wrong, in a line. */
final class Words {
  private Words() {}

  /** The innermost cause knows; those around it repeat the statement. */
  static String of(Throwable thrown) {
    var inner = thrown;
    while (inner.getCause() != null) inner = inner.getCause();
    return String.valueOf(inner.getMessage()).lines().findFirst().orElse("");
  }

  static Finding notSeen(String check, Throwable thrown) {
    return Finding.trouble(
        check,
        "cannot be looked at: " + of(thrown),
        "Give the role of DATABASE_URL the right to read all tables.");
  }
}
