/**
 * What members spend: redemptions settled against their accounts, checked and attributed to the lines of their orders.
 * Rules, the SQL that they need, and the step; nothing about what is earned or refunded.
 */
@NullMarked
package dev.bursar.spending;

import org.jspecify.annotations.NullMarked;
