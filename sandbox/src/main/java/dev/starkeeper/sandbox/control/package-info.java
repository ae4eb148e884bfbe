/** The sandbox's own controls: what people, networks and Telegram itself would do. */
@NullMarked
package dev.starkeeper.sandbox.control;

import org.jspecify.annotations.NullMarked;
