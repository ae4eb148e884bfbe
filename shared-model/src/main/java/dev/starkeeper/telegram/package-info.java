/** The Bot API as this product uses it: in our values, with one sealed exception for its faults. */
@NullMarked
package dev.starkeeper.telegram;

import org.jspecify.annotations.NullMarked;
