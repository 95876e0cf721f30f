/**
 * Proofs about the project itself: its architecture and its launcher. Each check is also shown something that it must
 * refuse.
 */
@NullMarked
package dev.bursar.build;

import org.jspecify.annotations.NullMarked;
