package dev.starkeeper.model;

/** A product as the buyer sees it, with the limits of {@code createInvoiceLink}. */
public record Offer(String title, String description, PhotoUrl photo, Stars price) {
  private static final int LONGEST_TITLE = 32;
  private static final int LONGEST_DESCRIPTION = 255;

  public Offer {
    checkLength("title", title, LONGEST_TITLE);
    checkLength("description", description, LONGEST_DESCRIPTION);
    if (price.amount() > Stars.MOST) {
      throw new IllegalArgumentException(
          "stars is not from 1 to " + Stars.MOST + ": " + price.amount());
    }
  }

  private static void checkLength(String name, String text, int longest) {
    if (text.isBlank() || text.codePointCount(0, text.length()) > longest) {
      throw new IllegalArgumentException(name + " is not 1 to " + longest + " characters");
    }
    if (text.indexOf('\0') >= 0) throw new IllegalArgumentException(name + " holds a NUL");
  }
}
