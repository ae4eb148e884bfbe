package dev.starkeeper.soak.book;

/** What can be had, by one name in all three books. */
public final class Things {
  private static final String ENTITLEMENT = "entitlement ";
  private static final String CREDITS = "credits ";

  private Things() {}

  public static String entitlement(String key) {
    return ENTITLEMENT + key;
  }

  public static String credits(String unit) {
    return CREDITS + unit;
  }

  /** However many charges gave it, it is there once. */
  static boolean isOwnedOnce(String thing) {
    return thing.startsWith(ENTITLEMENT);
  }
}
