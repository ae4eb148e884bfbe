package dev.starkeeper.model;

/**
 * What erasing a person came to.
 *
 * @param rows how many were deleted or lost what they said of him
 */
public record Erased(long rows) {
  /** Stands where words were. */
  public static final String WORDS = "(erased)";

  public Erased plus(int more) {
    return new Erased(rows + more);
  }
}
