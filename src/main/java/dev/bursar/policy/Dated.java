package dev.bursar.policy;

/** A value, the time it is in force, and where the policy says so. */
record Dated<T>(Window window, T value, Yaml place) {}
