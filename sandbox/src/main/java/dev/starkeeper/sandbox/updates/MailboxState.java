package dev.starkeeper.sandbox.updates;

/** What waits in a mailbox and what its bot last asked for; {@code isPolled} while a poll waits. */
public record MailboxState(
    int pendingUpdates,
    int confirmedOffset,
    boolean isPolled,
    AllowedUpdates allowed,
    Webhook webhook) {}
