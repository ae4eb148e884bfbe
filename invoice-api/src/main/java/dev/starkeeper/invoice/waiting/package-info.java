/** Waiting for what the database tells of, without a connection for each who waits. */
@NullMarked
package dev.starkeeper.invoice.waiting;

import org.jspecify.annotations.NullMarked;
