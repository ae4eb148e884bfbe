package dev.starkeeper.model;

/** A charge, what it pays for, and what becomes of it. */
public record SettledPayment(SuccessfulPayment payment, PaymentMatch match, PaymentStatus status) {}
