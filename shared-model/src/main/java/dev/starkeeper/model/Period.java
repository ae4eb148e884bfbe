package dev.starkeeper.model;

import java.time.Instant;

/** From when until when, exclusive, an unpaid invoice may be paid. */
public record Period(Instant createdAt, Instant expiresAt) {
  public Period {
    if (!createdAt.isBefore(expiresAt)) {
      throw new IllegalArgumentException("ends before it begins: " + createdAt + ", " + expiresAt);
    }
  }
}
