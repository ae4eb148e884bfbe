/**
 * {@code ./starkeeper catalog}: the catalogue as a file. It calls the running API as any server of
 * the merchant would, and reads products with the API's own code.
 */
@NullMarked
package dev.starkeeper.invoice.catalogue;

import org.jspecify.annotations.NullMarked;
