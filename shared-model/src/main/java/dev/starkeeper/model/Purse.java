package dev.starkeeper.model;

/** A customer's credits of one unit. */
public record Purse(TelegramUserId customer, CreditUnit unit) {}
