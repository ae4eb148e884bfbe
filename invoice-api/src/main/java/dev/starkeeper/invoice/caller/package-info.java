/**
 * Who calls: a Mini App's user, proved by Telegram's signature, or one of the merchant's servers.
 */
@NullMarked
package dev.starkeeper.invoice.caller;

import org.jspecify.annotations.NullMarked;
