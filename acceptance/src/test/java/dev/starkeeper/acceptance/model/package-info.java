/**
 * Random sequences of what buyers, merchants, Telegram and failing machines do, played against the
 * use cases and a sandbox; after each, our books are held against the sandbox's and against what a
 * simple model says that customers own.
 */
@NullMarked
package dev.starkeeper.acceptance.model;

import org.jspecify.annotations.NullMarked;
