package dev.bursar.policy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one activity earns in one programme while a setting is in force ({@code docs/rules.md §2}). Caps count within an
 * account: a member's coins, or the member's points of one store.
 *
 * @param steps   coins or points, 0 or more and at least one above 0; for check-ins by the day of the streak, the last for
 *                all days after; for anything else one single step
 * @param capADay how many earn on one local day; 1 and up; empty: any number
 * @param cap     how many earn in all, whenever; 1 and up; empty: any number
 * @param life    of the lot; empty: as any other of the programme
 */
public record Reward(List<Long> steps, OptionalLong capADay, OptionalLong cap, Optional<Life> life) {

    public Reward {
        steps = List.copyOf(steps);
        if (steps.stream().noneMatch(units -> units > 0) || steps.stream().anyMatch(units -> units < 0)) {
            throw new IllegalArgumentException("steps of a reward are 0 or more, one of them above 0, not " + steps);
        }
        if (capADay.orElse(1) < 1 || cap.orElse(1) < 1) {
            throw new IllegalArgumentException("caps are 1 and up, not " + capADay + " and " + cap);
        }
    }

    /** What one that counts earns, where there is no streak. */
    public long units() {
        return steps.get(0);
    }

    /**
     * What a check-in earns.
     *
     * @param streak days in a row with a check-in, this one included; 1 and up
     */
    public long unitsOnDay(long streak) {
        return steps.get((int) Math.min(streak, steps.size()) - 1);
    }
}
