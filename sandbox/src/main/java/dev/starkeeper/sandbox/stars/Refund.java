package dev.starkeeper.sandbox.stars;

import java.time.Instant;

/** A whole payment that went back to its payer. */
public record Refund(Payment payment, Instant at) {}
