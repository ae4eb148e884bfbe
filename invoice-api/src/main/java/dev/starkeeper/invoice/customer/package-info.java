/** What the merchant himself gives to customers and takes from them. */
@NullMarked
package dev.starkeeper.invoice.customer;

import org.jspecify.annotations.NullMarked;
