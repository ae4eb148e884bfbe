/**
 * What crosses the socket: parameters in all the forms the Bot API takes, and replies in the one it
 * gives.
 */
@NullMarked
package dev.starkeeper.sandbox.wire;

import org.jspecify.annotations.NullMarked;
