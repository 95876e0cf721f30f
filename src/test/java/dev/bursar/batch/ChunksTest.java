package dev.bursar.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChunksTest {

    private final NavigableSet<Place> due = new TreeSet<>(List.of(new Place(1, 1), new Place(2, 2)));

    /** Of what was due when the line was made. */
    private DueQueue line() {
        return DueQueue.of(new TreeSet<>(due));
    }

    private List<Long> work(Chunks chunks) {
        List<Long> done = new ArrayList<>();
        for (List<Place> chunk = chunks.next(); !chunk.isEmpty(); chunk = chunks.next()) {
            assertThat(done).as("it comes to an end").hasSizeLessThan(100);
            chunk.forEach(place -> done.add(place.factId()));
            chunks.committed();
        }
        return done;
    }

    @Test
    void a_chunk_that_is_rolled_back_comes_again() {
        Chunks chunks = Chunks.lookingTwice(this::line, 1);
        assertThat(chunks.next()).isEqualTo(chunks.next()).containsExactly(new Place(1, 1));
        chunks.committed();
        assertThat(chunks.next()).containsExactly(new Place(2, 2));
    }

    @Test
    void what_arrives_behind_the_line_s_back_is_met_in_the_second_look() {
        Chunks chunks = Chunks.lookingTwice(this::line, 5);
        assertThat(chunks.next()).hasSize(2);
        due.clear();
        due.add(new Place(1, 3));
        chunks.committed();
        assertThat(work(chunks)).containsExactly(3L);
    }

    @Test
    void what_stays_due_is_not_chased_for_ever() {
        assertThat(work(Chunks.lookingTwice(this::line, 1))).containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void a_rehearsal_looks_once() {
        assertThat(work(Chunks.lookingOnce(this::line, 1))).containsExactly(1L, 2L);
    }
}
