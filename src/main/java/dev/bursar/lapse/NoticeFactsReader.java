package dev.bursar.lapse;

import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** For the proof of the books: which ends were put off because a law wants a notice first, as it was noted then. */
public final class NoticeFactsReader implements FactSource {

    private final NoticeStore notices;

    public NoticeFactsReader(JdbcTemplate jdbc) {
        this.notices = new NoticeStore(jdbc);
    }

    @Override
    public Recount recount(List<Long> members, Set<Fact> named) {
        return new Recount(notices.ofMembers(members), Set.of(), Set.of());
    }

    /** Notices are no facts that are judged by themselves. */
    @Override
    public void proveOutcomes(Consumer<Deviation> deviations) {}
}
