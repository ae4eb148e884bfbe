package dev.starkeeper.sandbox.stars;

/** A user whose Stars are counted. */
public record Purse(long userId, long stars) {}
