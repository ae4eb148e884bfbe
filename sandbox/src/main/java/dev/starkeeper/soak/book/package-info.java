/**
 * Telegram's books, our tables and what buyers saw, as records; and the judgement over the three,
 * which knows nothing of how they were read.
 */
@NullMarked
package dev.starkeeper.soak.book;

import org.jspecify.annotations.NullMarked;
