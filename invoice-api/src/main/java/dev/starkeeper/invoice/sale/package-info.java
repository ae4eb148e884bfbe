/**
 * What callers may do: keep the catalogue, ask for an invoice, follow it, see what somebody owns
 * and paid, have it returned or delivered after all, end a subscription.
 */
@NullMarked
package dev.starkeeper.invoice.sale;

import org.jspecify.annotations.NullMarked;
