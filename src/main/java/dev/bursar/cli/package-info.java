/**
 * The command line: commands, messages and exit codes.
 */
@NullMarked
package dev.bursar.cli;

import org.jspecify.annotations.NullMarked;
