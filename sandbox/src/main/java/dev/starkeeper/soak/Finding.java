package dev.starkeeper.soak;

/** Something that must not be. {@code subject} is a charge id, or what else it is about. */
record Finding(String subject, String what) {
  @Override
  public String toString() {
    return subject + ": " + what;
  }
}
