/** What happens to a bot, kept for whoever watches. */
@NullMarked
package dev.starkeeper.sandbox.watch;

import org.jspecify.annotations.NullMarked;
