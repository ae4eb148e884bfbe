/** Those who are measured: each a few processes with a database and a bot of their own. */
@NullMarked
package dev.starkeeper.bench.seller;

import org.jspecify.annotations.NullMarked;
