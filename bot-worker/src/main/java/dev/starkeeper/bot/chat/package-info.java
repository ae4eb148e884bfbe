/**
 * What the bot says: receipts, answers to commands and to buttons, in the customer's language. None
 * of it moves a Star or delivers anything by itself, and whatever goes wrong here stays here.
 */
@NullMarked
package dev.starkeeper.bot.chat;

import org.jspecify.annotations.NullMarked;
