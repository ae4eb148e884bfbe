package dev.starkeeper.model;

import java.time.Instant;

/**
 * What was spent of somebody's credits.
 *
 * @param amount above zero
 * @param balance what it left
 * @param reason the merchant's own words
 */
public record Debit(
    DebitId id, Purse purse, long amount, long balance, String reason, Instant at) {}
