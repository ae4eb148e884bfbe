package dev.starkeeper.model;

/** Telegram asks whether {@code from} may pay. It waits ten seconds for our answer. */
public record PreCheckoutQuery(
    String id, TelegramUser from, Amount amount, String invoicePayload) {}
