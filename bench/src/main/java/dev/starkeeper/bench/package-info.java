/** {@code ./starkeeper bench}: Starkeeper beside the tutorial's bot, in one run on one machine. */
@NullMarked
package dev.starkeeper.bench;

import org.jspecify.annotations.NullMarked;
