package dev.bursar.policy;

import java.util.Optional;
import java.util.Set;

/** Whose units something gives, as a policy says it. */
enum ProgrammeChoice {
    COINS,
    POINTS,
    BOTH;

    /** The {@code programme} of a block, which must be there; empty after a fault. */
    static Optional<Set<ProgrammeKind>> read(Fields fields, String name) {
        return fields.require("programme", name, "coins")
                .flatMap(yaml -> Scalars.choice(yaml, "programme", values()))
                .map(ProgrammeChoice::kinds);
    }

    private Set<ProgrammeKind> kinds() {
        return switch (this) {
            case COINS -> Set.of(ProgrammeKind.COINS);
            case POINTS -> Set.of(ProgrammeKind.POINTS);
            case BOTH -> Set.of(ProgrammeKind.values());
        };
    }
}
