/** Hands traces to a collector over OTLP, if one is named. */
@NullMarked
package dev.starkeeper.otlp;

import org.jspecify.annotations.NullMarked;
