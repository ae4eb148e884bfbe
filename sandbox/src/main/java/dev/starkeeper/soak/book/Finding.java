package dev.starkeeper.soak.book;

/** Something that must not be. {@code subject} is a charge id, or what else it is about. */
public record Finding(String subject, String what) {
  @Override
  public String toString() {
    return subject + ": " + what;
  }
}
