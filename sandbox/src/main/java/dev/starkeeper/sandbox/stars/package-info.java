/** Who offered what for how many Stars, who paid it, and the books about that. */
@NullMarked
package dev.starkeeper.sandbox.stars;

import org.jspecify.annotations.NullMarked;
