/**
 * Starts the products together: {@code ./starkeeper demo} and {@code ./starkeeper up}. It knows
 * them as a merchant does, by their jars, their settings and their HTTP API.
 */
@NullMarked
package dev.starkeeper.launch;

import org.jspecify.annotations.NullMarked;
