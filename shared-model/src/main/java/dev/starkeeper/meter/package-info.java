/** What a process counts and measures, for whoever watches it. */
@NullMarked
package dev.starkeeper.meter;

import org.jspecify.annotations.NullMarked;
