package dev.bursar.policy;

import java.time.Period;

/**
 * When units may lapse where a law wants a notice first ({@code docs/rules.md §4}).
 *
 * @param atLeast how long after the notice was sent, at the earliest
 * @param atMost  how long after it, at the latest: what ends later needs a notice of its own
 */
public record NoticeTerm(Period atLeast, Period atMost) {}
