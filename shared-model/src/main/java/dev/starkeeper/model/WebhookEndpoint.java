package dev.starkeeper.model;

import java.time.Instant;

/**
 * A place where a merchant wants to be told of events.
 *
 * @param lastEventId up to which events have become deliveries; each later one will
 */
public record WebhookEndpoint(
    WebhookEndpointId id,
    WebhookUrl url,
    EventTypes eventTypes,
    WebhookState state,
    long lastEventId,
    Instant createdAt) {}
