/**
 * What those who are measured live in: a Bot API that costs next to nothing and takes as long as it
 * is told to, and a crowd. Both run in one process, on two event loops; what a user does in his
 * client is a call of a method.
 */
@NullMarked
package dev.starkeeper.bench.world;

import org.jspecify.annotations.NullMarked;
