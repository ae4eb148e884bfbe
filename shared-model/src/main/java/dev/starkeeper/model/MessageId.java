package dev.starkeeper.model;

/** The Bot API's {@code message_id}, which names a message within its chat. */
public record MessageId(int value) {}
