package dev.bursar.shop;

/** What a member did beside buying and reviewing ({@code docs/intake.md}, activities). */
enum ActivityKind {
    CHECK_IN,
    TASK,
    SHARE,
    GAME,
    COLLECTION_EVENT,
    REFERRAL
}
