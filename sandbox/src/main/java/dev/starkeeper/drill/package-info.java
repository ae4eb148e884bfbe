/**
 * {@code ./starkeeper drill}: takes processes away one way after another, and measures how long it
 * is until the others have taken over.
 */
@NullMarked
package dev.starkeeper.drill;

import org.jspecify.annotations.NullMarked;
