/** The few functions that each purchase goes through and that wait for nothing, for JMH. */
@NullMarked
package dev.starkeeper.bench.function;

import org.jspecify.annotations.NullMarked;
