/**
 * What members earn: the pure rules, the SQL that reads the facts they need, and the steps that credit them.
 */
@NullMarked
package dev.bursar.earning;

import org.jspecify.annotations.NullMarked;
