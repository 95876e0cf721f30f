/**
 * The database behind a command: the configured MySQL or the embedded MariaDB, its checks and its migrations.
 */
@NullMarked
package dev.bursar.database;

import org.jspecify.annotations.NullMarked;
