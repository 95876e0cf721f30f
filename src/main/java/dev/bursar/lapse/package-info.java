/**
 * Units that have ended lapse ({@code docs/rules.md} §4): finds the accounts in which something may have ended, and proves
 * when a step is done that nothing is left. How an account's lapses are judged and posted is the ledger's.
 */
@NullMarked
package dev.bursar.lapse;

import org.jspecify.annotations.NullMarked;
