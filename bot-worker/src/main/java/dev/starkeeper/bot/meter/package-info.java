/** What the worker counts and measures, one class for each part of its work. */
@NullMarked
package dev.starkeeper.bot.meter;

import org.jspecify.annotations.NullMarked;
