package dev.starkeeper.model;

import java.time.Instant;

/**
 * The Bot API's {@code refunded_payment}: Stars that went back to their payer, whoever asked for
 * it. It names its charge; the other facts are those of a payment that we may never have seen.
 */
public record RefundedPayment(
    ChargeId chargeId, TelegramUser payer, Stars stars, String invoicePayload, Instant at) {}
