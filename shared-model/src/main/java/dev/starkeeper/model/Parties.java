package dev.starkeeper.model;

/** Who pays, and who owns what was bought. */
public record Parties(TelegramUserId buyer, TelegramUserId recipient) {}
