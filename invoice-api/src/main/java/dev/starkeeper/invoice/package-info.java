/**
 * The HTTP API: makes invoice links for verified buyers, tells when they are paid, says what a
 * customer owns, and takes the merchant's orders.
 */
@NullMarked
package dev.starkeeper.invoice;

import org.jspecify.annotations.NullMarked;
