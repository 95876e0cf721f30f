package dev.bursar.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The stretch of an account's time that a run judges. Neither end ever moves back: a run as of an earlier instant than one
 * before it, such as the night's after the hour's, would else undo what was right to post.
 *
 * @param edge UTC; what took effect before is frozen
 * @param asOf UTC; what takes effect from then on does not count yet
 */
record Span(Instant edge, Instant asOf) {

    /** @param posted the account's entries from the edge of the grace on; a short cut posts without noting as of when */
    static Span of(AccountState state, Collection<Entry> posted, Run run) {
        Instant asOf = state.asOf(run);
        for (Entry entry : posted) {
            Instant least = leastAsOf(entry);
            asOf = least.isAfter(asOf) ? least : asOf;
        }
        return new Span(state.edge(run), asOf);
    }

    /** A credit that an earlier run judged as of a later instant stays within what is judged. */
    Span reaching(Stream<Movement.Credit> credits) {
        Instant least = credits.map(credit -> credit.at().plus(1, ChronoUnit.MICROS))
                .max(Comparator.naturalOrder())
                .orElse(asOf);
        return least.isAfter(asOf) ? new Span(edge, least) : this;
    }

    /** What had ended when lapses were last posted is not left for another time. */
    Span reaching(Instant lapsedTo) {
        return lapsedTo.isAfter(asOf) ? new Span(edge, lapsedTo) : this;
    }

    /** The earliest instant as of which an entry counts: of lapses their own, of movements the one after. */
    static Instant leastAsOf(Entry entry) {
        return entry.kind().judgedAs() == EntryKind.LAPSED
                ? entry.effectiveAt()
                : entry.effectiveAt().plus(1, ChronoUnit.MICROS);
    }
}
