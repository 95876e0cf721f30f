package dev.bursar.ledger;

import java.time.LocalDate;
import java.util.List;

/** What one posting added to the books. */
public record Posted(List<Line> lines) {

    public static final Posted NOTHING = new Posted(List.of());

    public Posted {
        lines = List.copyOf(lines);
    }

    /**
     * One entry with its lot's terms.
     *
     * @param terms as fixed when the lot was credited
     */
    public record Line(AccountKey account, Entry entry, LotTerms terms, LocalDate businessDate) {}
}
