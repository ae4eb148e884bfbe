/** How updates wait for a bot, and a bot for updates. */
@NullMarked
package dev.starkeeper.sandbox.updates;

import org.jspecify.annotations.NullMarked;
