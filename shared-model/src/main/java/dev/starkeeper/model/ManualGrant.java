package dev.starkeeper.model;

import java.time.Instant;

/**
 * What the merchant gave somebody himself.
 *
 * @param endsAt exclusive; {@link Ownership#NEVER} for what does not end
 * @param reason the merchant's own words; no customer sees them
 */
public record ManualGrant(
    ManualGrantId id, Claim claim, Instant grantedAt, Instant endsAt, String reason) {}
