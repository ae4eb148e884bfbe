/**
 * Tells merchants' servers of events, as Standard Webhooks describes it: signed, at least once,
 * again and again over three days, and never to an address inside unless that is allowed.
 */
@NullMarked
package dev.starkeeper.bot.webhook;

import org.jspecify.annotations.NullMarked;
