/**
 * Reads updates from the Bot API and turns each batch into one transaction: answers pre-checkouts,
 * records payments, and does the work that is owed for them.
 */
@NullMarked
package dev.starkeeper.bot;

import org.jspecify.annotations.NullMarked;
