/** What the API counts and measures of its requests. */
@NullMarked
package dev.starkeeper.invoice.meter;

import org.jspecify.annotations.NullMarked;
