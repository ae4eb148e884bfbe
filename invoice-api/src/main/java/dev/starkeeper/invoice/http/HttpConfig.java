package dev.starkeeper.invoice.http;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Where to listen.
 *
 * @param address port 0 takes any free one
 * @param origins of pages that may read our answers, as browsers write them: {@code https://host}
 */
public record HttpConfig(InetSocketAddress address, Set<String> origins) {}
