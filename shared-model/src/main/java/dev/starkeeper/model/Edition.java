package dev.starkeeper.model;

import java.time.Instant;

/** What a {@link Product} was sold as from some time on, until the next one. */
public record Edition(int version, Offer offer, Good good, Instant createdAt) {}
