package dev.bursar.earning;

/**
 * A fact with what it earns in one programme, where facts of a member have to be judged together.
 *
 * @param <F> what is judged
 */
record Verdict<F>(F fact, Award award) {}
