/** Where the merchant wants to be told of events, and what became of telling him. */
@NullMarked
package dev.starkeeper.invoice.webhook;

import org.jspecify.annotations.NullMarked;
