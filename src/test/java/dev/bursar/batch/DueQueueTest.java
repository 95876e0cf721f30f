package dev.bursar.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DueQueueTest {

    /** Members go to shards by turns. */
    private static DueQueue queue(NavigableSet<Place> places) {
        return new DueQueue(
                (shard, last, limit) -> places.tailSet(last, false).stream()
                        .filter(place -> place.memberId() % 4 == shard)
                        .limit(limit)
                        .toList(),
                List.of(0, 1, 2, 3));
    }

    private static NavigableSet<Place> places(long member, long facts) {
        NavigableSet<Place> places = new TreeSet<>();
        LongStream.rangeClosed(1, facts).forEach(fact -> places.add(new Place(member, fact)));
        return places;
    }

    private static List<List<Place>> chunks(DueQueue queue, int about) {
        List<List<Place>> chunks = new ArrayList<>();
        for (List<Place> chunk = queue.next(about); !chunk.isEmpty(); chunk = queue.next(about)) {
            chunks.add(chunk);
        }
        return chunks;
    }

    @Test
    void the_facts_of_all_shards_come_by_member_and_fact_also_beyond_a_page() {
        NavigableSet<Place> all = places(0, 7);
        for (long member = 1; member < 6_000; member++) {
            all.addAll(places(member, member % 9));
        }
        assertThat(chunks(queue(all), 1_000).stream().flatMap(List::stream)).containsExactlyElementsOf(all);
    }

    @Test
    void a_member_s_facts_are_not_torn_apart() {
        NavigableSet<Place> all = places(7, 2);
        all.addAll(places(8, 9));
        all.addAll(places(9, 1));
        assertThat(chunks(queue(all), 3)).extracting(List::size).containsExactly(11, 1);
    }

    @Test
    void a_member_with_very_many_facts_comes_in_parts() {
        assertThat(chunks(queue(places(7, 41_000)), 3)).extracting(List::size).containsExactly(20_000, 20_000, 1_000);
    }

    @Test
    void guests_are_nobody_s_facts_and_need_not_stay_together() {
        assertThat(chunks(queue(places(0, 7)), 3)).extracting(List::size).containsExactly(3, 3, 1);
    }

    @Test
    void a_line_that_is_remembered_is_the_one_that_was_looked_up() {
        NavigableSet<Place> all = places(0, 7);
        all.addAll(places(3, 12_000));
        all.addAll(places(6, 4));
        assertThat(chunks(DueQueue.of(all), 5)).isEqualTo(chunks(queue(all), 5));
    }
}
