/**
 * Exact arithmetic of money and units that several features share. Pure, and knows no other package.
 */
@NullMarked
package dev.bursar.units;

import org.jspecify.annotations.NullMarked;
