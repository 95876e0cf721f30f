/**
 * Statements of many rows and many keys, in sizes that the server prepares once. Knows JDBC and no table: the stores bring
 * their SQL.
 */
@NullMarked
package dev.bursar.sql;

import org.jspecify.annotations.NullMarked;
