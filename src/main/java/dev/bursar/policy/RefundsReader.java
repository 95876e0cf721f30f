package dev.bursar.policy;

import dev.bursar.policy.RefundSettings.Returns;
import java.util.List;

/** Reads the {@code refunds} section. */
record RefundsReader(DatedReader dated) {

    static final List<String> KEYS = List.of("spent-units");

    RefundSettings read(Sections refunds) {
        return new RefundSettings(Timeline.of(
                Returns.PROPORTIONAL,
                dated.read(
                        refunds.all("spent-units"),
                        "refunds.spent-units",
                        yaml -> Scalars.choice(yaml, "spent-units", Returns.values()))));
    }
}
