/** A Telegram without Telegram: a local Bot API with Stars, against which any bot can be tried. */
@NullMarked
package dev.starkeeper.sandbox;

import org.jspecify.annotations.NullMarked;
