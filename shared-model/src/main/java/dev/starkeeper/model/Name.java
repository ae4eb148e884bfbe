package dev.starkeeper.model;

import java.util.regex.Pattern;

/** The form that the merchant's own names share: skus, entitlements, units of credit. */
final class Name {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private Name() {}

  static void check(String what, String name) {
    if (FORM.matcher(name).matches()) return;
    throw new IllegalArgumentException(
        what + " is not of the form [a-z0-9][a-z0-9._-]{0,63}: " + shortened(name));
  }

  private static String shortened(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }
}
