package dev.bursar.policy;

/** What a member can earn units with ({@code docs/rules.md §2}). */
public enum Activity {
    ORDER,
    REVIEW,
    CHECK_IN,
    TASK,
    SHARE,
    GAME,
    COLLECTION_EVENT,
    REFERRAL
}
