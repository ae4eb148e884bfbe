/** Reading the log of what happened. */
@NullMarked
package dev.starkeeper.invoice.event;

import org.jspecify.annotations.NullMarked;
