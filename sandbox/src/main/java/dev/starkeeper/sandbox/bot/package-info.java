/** All that Telegram keeps for each bot, and what its users do to it. */
@NullMarked
package dev.starkeeper.sandbox.bot;

import org.jspecify.annotations.NullMarked;
