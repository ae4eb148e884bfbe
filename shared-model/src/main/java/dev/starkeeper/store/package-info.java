/**
 * All SQL. One class per table, static methods, the transaction first; they take and return the
 * model's records, and statements that serve a batch of updates are written for many rows at once.
 */
@NullMarked
package dev.starkeeper.store;

import org.jspecify.annotations.NullMarked;
