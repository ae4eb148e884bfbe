/** The Bot API: its addresses, its methods, and the words in which it refuses. */
@NullMarked
package dev.starkeeper.sandbox.api;

import org.jspecify.annotations.NullMarked;
