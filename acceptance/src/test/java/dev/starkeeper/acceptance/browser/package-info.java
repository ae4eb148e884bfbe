/**
 * {@code ./starkeeper demo} in a real browser: buyers in the Mini App, inside the page that plays
 * Telegram's client. Needs a Chromium, and says so where there is none.
 */
@NullMarked
package dev.starkeeper.acceptance.browser;

import org.jspecify.annotations.NullMarked;
