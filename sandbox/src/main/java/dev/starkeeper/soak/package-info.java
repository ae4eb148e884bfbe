/**
 * {@code ./starkeeper soak}: purchases without pause while everything around them dies, and then
 * the judgement over three books that were kept apart.
 */
@NullMarked
package dev.starkeeper.soak;

import org.jspecify.annotations.NullMarked;
