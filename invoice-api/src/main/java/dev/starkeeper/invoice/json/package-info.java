/**
 * JSON from strangers: exactly what RFC 8259 allows, and nothing that two readers could take
 * differently.
 */
@NullMarked
package dev.starkeeper.invoice.json;

import org.jspecify.annotations.NullMarked;
