/**
 * The database: its schema as migrations, its pool, and the one place where a transaction begins;
 * beside them a PostgreSQL of one's own for development and tests, and the settings every process
 * reads in the same way.
 */
@NullMarked
package dev.starkeeper.db;

import org.jspecify.annotations.NullMarked;
