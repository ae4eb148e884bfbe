package dev.starkeeper.model;

/** An entitlement and whose it is to be. */
public record Claim(TelegramUserId customer, Entitlement entitlement) {}
