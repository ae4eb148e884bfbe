/**
 * {@code ./starkeeper doctor}: looks at everything an installation needs, says what is wrong with
 * it and what to do, and writes nothing anywhere.
 */
@NullMarked
package dev.starkeeper.doctor;

import org.jspecify.annotations.NullMarked;
