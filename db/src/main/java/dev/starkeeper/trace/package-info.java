/** What traces are told of our work. Nothing here knows where they go. */
@NullMarked
package dev.starkeeper.trace;

import org.jspecify.annotations.NullMarked;
