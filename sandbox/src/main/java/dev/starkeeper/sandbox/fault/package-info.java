/** What goes wrong on purpose, between a bot and Telegram. */
@NullMarked
package dev.starkeeper.sandbox.fault;

import org.jspecify.annotations.NullMarked;
