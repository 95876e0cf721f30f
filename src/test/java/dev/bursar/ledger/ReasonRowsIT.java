package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of reasons says what the code says. */
class ReasonRowsIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @Test
    void each_reason_has_its_row_and_no_row_is_left_over() {
        assertThat(database.jdbc()
                        .sql("select concat(code, ' ', name, ' ', status, ' ', explanation) from reason")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Reason.values())
                        .map(reason -> reason.code() + " " + reason.name() + " " + reason.status() + " "
                                + reason.explanation())
                        .toList());
    }
}
