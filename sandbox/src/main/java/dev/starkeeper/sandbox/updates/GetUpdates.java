package dev.starkeeper.sandbox.updates;

import java.time.Duration;
import java.util.Optional;

/** What a poller asks for; {@code allowed} is empty where the previous setting stays. */
public record GetUpdates(
    int offset, int limit, Duration timeout, Optional<AllowedUpdates> allowed) {}
