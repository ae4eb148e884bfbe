package dev.starkeeper.model;

/** The address of a product's picture, fetched by Telegram; or {@link #NONE}. */
public record PhotoUrl(String value) {
  public static final PhotoUrl NONE = new PhotoUrl("");

  private static final int LONGEST = 2048; // what every browser and proxy takes

  public PhotoUrl {
    var fits = value.isEmpty() || value.matches("https?://[\\x21-\\x7e]+");
    if (!fits || value.length() > LONGEST) {
      throw new IllegalArgumentException("photoUrl is not an http address: " + value);
    }
  }

  public boolean isNone() {
    return value.isEmpty();
  }
}
