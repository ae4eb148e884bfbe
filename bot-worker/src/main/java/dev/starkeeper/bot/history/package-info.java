/**
 * Telegram's own list of what moved our Stars: copied, recorded where updates missed it, summed.
 */
@NullMarked
package dev.starkeeper.bot.history;

import org.jspecify.annotations.NullMarked;
