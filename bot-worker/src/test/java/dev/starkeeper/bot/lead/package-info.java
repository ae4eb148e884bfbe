@NullMarked
package dev.starkeeper.bot.lead;

import org.jspecify.annotations.NullMarked;
