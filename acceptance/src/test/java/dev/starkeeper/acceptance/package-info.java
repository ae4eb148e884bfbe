/**
 * The whole, as those who run it see it: processes, sockets, a real PostgreSQL; and the rules that
 * all modules keep.
 */
@NullMarked
package dev.starkeeper.acceptance;

import org.jspecify.annotations.NullMarked;
