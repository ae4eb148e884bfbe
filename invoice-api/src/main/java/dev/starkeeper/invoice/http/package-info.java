/** The API on the wire: routes, shapes, statuses, and the limits that every request is held to. */
@NullMarked
package dev.starkeeper.invoice.http;

import org.jspecify.annotations.NullMarked;
