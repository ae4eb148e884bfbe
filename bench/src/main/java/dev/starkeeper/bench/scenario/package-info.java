/** What is measured, a class for each scenario; none of them knows of another. */
@NullMarked
package dev.starkeeper.bench.scenario;

import org.jspecify.annotations.NullMarked;
