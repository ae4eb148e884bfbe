package dev.starkeeper.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A charge as its payer sees it.
 *
 * @param title what it was for; empty when nothing explains it
 */
public record Purchase(
    ChargeId charge, Optional<String> title, Stars stars, PaymentStatus status, Instant paidAt) {}
