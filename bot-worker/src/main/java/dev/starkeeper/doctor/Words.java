package dev.starkeeper.doctor;

import java.sql.SQLException;

/** What went wrong, in a line. */
final class Words {
  private Words() {}

  /** The innermost exception of the database knows; those around it repeat the statement. */
  static String of(Throwable thrown) {
    var words = thrown.getMessage();
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) words = sql.getMessage();
    }
    return String.valueOf(words).lines().findFirst().orElse("");
  }

  static Finding notSeen(String check, Throwable thrown) {
    return Finding.trouble(
        check,
        "cannot be looked at: " + of(thrown),
        "Give the role of DATABASE_URL the right to read all tables.");
  }
}
