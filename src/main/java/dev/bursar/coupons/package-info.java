/**
 * Coupons followed from what the shop reports: applied, used, released, returned, ended ({@code docs/rules.md §5}). Rules,
 * the SQL that they need, and the step; nothing about coins and points.
 */
@NullMarked
package dev.bursar.coupons;

import org.jspecify.annotations.NullMarked;
