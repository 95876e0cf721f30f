package dev.bursar.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database's books say of one account, in a form that compares with a judgement. */
record PostedBooks(Map<LotKey, Long> earned, Map<LotKey, Long> remaining, Map<Books.Line, Long> net) {

    static PostedBooks read(JdbcClient jdbc, AccountKey account) {
        List<PostedLot> lots = jdbc.sql("select * from lot where member_id = ? and programme_id = ?")
                .params(account.memberId(), account.programmeId())
                .query((row, number) -> LotStore.read(row))
                .list();
        List<Entry> entries = jdbc.sql("select * from entry where member_id = ? and programme_id = ?")
                .params(account.memberId(), account.programmeId())
                .query((row, number) -> EntryStore.read(row))
                .list();
        Map<LotKey, Long> earned = new HashMap<>();
        Map<LotKey, Long> remaining = new HashMap<>();
        lots.forEach(lot -> {
            earned.put(lot.key(), lot.earned());
            remaining.put(lot.key(), lot.remaining());
        });
        return new PostedBooks(withoutZeros(earned), withoutZeros(remaining), Books.net(entries));
    }

    static PostedBooks of(Judgement judgement) {
        Map<LotKey, Long> earned = new HashMap<>();
        judgement.lots().forEach(lot -> earned.put(lot.key(), lot.earned()));
        Books books = Books.of(judgement);
        return new PostedBooks(withoutZeros(earned), withoutZeros(books.remaining()), books.net());
    }

    /** Every row of an account, so that writing nothing can be told from writing what adds up to nothing. */
    static List<String> rows(JdbcClient jdbc, AccountKey account) {
        return jdbc.sql("""
                        select concat_ws(' ', member_id, programme_id, source_kind, source_id, part, earned, remaining, 0, 0, 0) as line
                        from lot
                        where member_id = :member and programme_id = :programme
                        union all
                        select concat_ws(' ', member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units)
                        from entry
                        where member_id = :member and programme_id = :programme
                        order by line
                        """)
                .param("member", account.memberId())
                .param("programme", account.programmeId())
                .query(String.class)
                .list();
    }

    private static Map<LotKey, Long> withoutZeros(Map<LotKey, Long> units) {
        Map<LotKey, Long> left = new HashMap<>(units);
        left.values().removeIf(sum -> sum == 0);
        return left;
    }
}
