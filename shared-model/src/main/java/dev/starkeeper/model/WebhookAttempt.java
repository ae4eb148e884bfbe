package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request of a delivery, and what came of it.
 *
 * @param number counts from 1, over all that was ever tried
 * @param status of the answer, if one came
 * @param error why it failed, if it did
 * @param answer how its body begins: for people, never more than 1,024 bytes
 */
public record WebhookAttempt(
    int number,
    Instant startedAt,
    Duration took,
    OptionalInt status,
    Optional<String> error,
    String answer) {}
