/**
 * What callers may do: keep the catalogue, ask for an invoice, follow it, see what somebody owns.
 */
@NullMarked
package dev.starkeeper.invoice.sale;

import org.jspecify.annotations.NullMarked;
