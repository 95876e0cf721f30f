/**
 * A market that never was: its members, stores and orders, and all that follows from them, drawn from a seed and written as
 * a shop would deliver them ({@code docs/market.md}). For demonstrations, tests and measurements; nothing that keeps the
 * books may lean on it.
 */
@NullMarked
package dev.bursar.market;

import org.jspecify.annotations.NullMarked;
