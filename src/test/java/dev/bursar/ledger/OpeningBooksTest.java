package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.OpeningBooks.LotRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningBooksTest {

    @Test
    void judged_from_the_edge_on_an_account_gets_the_same_entries_as_judged_as_a_whole() {
        RandomHistories.each(4000, history -> {
            Account whole = history.account();
            Judgement judged = whole.judge(history.theEnd());
            Instant edge = history.anInstant();
            Judgement since = reopened(whole, judged, edge).judge(history.theEnd());
            assertThat(Books.net(since.entries()))
                    .as(() -> Telling.of(whole) + " from " + edge)
                    .isEqualTo(Books.net(from(edge, judged.entries())));
            assertThat(remaining(since)).as(() -> Telling.of(whole)).isEqualTo(remaining(judged));
        });
    }

    @Test
    void judged_in_between_reservations_are_the_same() {
        RandomHistories.each(2000, history -> {
            Account whole = history.account();
            Instant edge = history.anInstant();
            Instant asOf = edge.isAfter(history.anInstant()) ? history.theEnd() : history.anInstant();
            Judgement judged = whole.judge(asOf);
            if (asOf.isAfter(edge) && judged.reserved().isEmpty()) {
                Judgement since = reopened(whole, judged, edge).judge(asOf);
                assertThat(Books.net(since.entries()))
                        .as(() -> Telling.of(whole) + " from " + edge + " as of " + asOf)
                        .isEqualTo(Books.net(from(edge, judged.entries())));
            }
        });
    }

    private static Account reopened(Account whole, Judgement judged, Instant edge) {
        List<LotRow> rows = judged.lots().stream()
                .map(lot -> new LotRow(lot.key(), lot.earnedAt(), lot.terms()))
                .toList();
        return OpeningBooks.since(edge, whole.key(), rows, judged.entries(), whole.movements(), whole.holds());
    }

    private static List<Entry> from(Instant edge, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> !entry.effectiveAt().isBefore(edge))
                .toList();
    }

    private static Map<LotKey, Long> remaining(Judgement judged) {
        Map<LotKey, Long> remaining = new HashMap<>(Books.of(judged).remaining());
        remaining.values().removeIf(units -> units == 0);
        return remaining;
    }
}
