/**
 * The market's rules as typed values, read from {@code jobs/policy/*.yaml} and checked as a whole. Everything here is
 * pure but for reading the files.
 */
@NullMarked
package dev.bursar.policy;

import org.jspecify.annotations.NullMarked;
