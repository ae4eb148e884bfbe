package dev.starkeeper.model;

/** What a buyer is told about a charge that was delivered. */
public record Receipt(TelegramUser payer, String title, int quantity, Stars stars) {}
