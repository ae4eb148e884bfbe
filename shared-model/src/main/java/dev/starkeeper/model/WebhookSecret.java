package dev.starkeeper.model;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** What requests to an endpoint are signed with, in Standard Webhooks' form. */
public record WebhookSecret(String value) {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32; // Standard Webhooks asks for 24 to 64

  public WebhookSecret {
    if (!value.startsWith(PREFIX)) throw new IllegalArgumentException("not a webhook's secret");
  }

  /** {@code random} is one that nobody can foretell. */
  public static WebhookSecret make(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
