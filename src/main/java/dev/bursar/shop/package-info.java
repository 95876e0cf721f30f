/**
 * The shop's facts: their tables, the import that fills them, and the work list that says which of them are yet to be
 * judged. Facts are only read and recorded here, never interpreted.
 */
@NullMarked
package dev.bursar.shop;

import org.jspecify.annotations.NullMarked;
