package dev.starkeeper.model;

import java.time.Instant;

/**
 * An {@link Event} as it stands in the log.
 *
 * @param id grows by one with each event of a bot, in the sequence of commits
 * @param data a JSON object
 */
public record LoggedEvent(long id, String type, Instant occurredAt, String data) {}
