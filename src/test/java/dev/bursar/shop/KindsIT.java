package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.faults.FailingDataSource;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of {@code docs/intake.md}, kept for each kind of fact. */
class KindsIT {
    private static final int CHUNK = 3;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    private final Importer importer = new Importer(database.dataSource(), CHUNK);

    @BeforeEach
    void empty() {
        database.clear();
    }

    private void imported(Kind kind, String suffix, String... rows) throws Exception {
        Path file = GoodRows.file(folder, kind, suffix, List.of(rows));
        assertThat(importer.run(file)).contains(new ImportResult(rows.length, 0, Optional.empty()));
    }

    /** The shop's own columns. */
    private static List<Map<String, Object>> facts(Kind kind) {
        return select(String.join(", ", GoodRows.columns(kind)), kind);
    }

    /** The shop's columns, and the work list's. */
    private static List<Map<String, Object>> rows(Kind kind) {
        return select("*", kind);
    }

    private static List<Map<String, Object>> select(String columns, Kind kind) {
        return database.jdbc()
                .sql("select " + columns + " from " + kind.table() + " order by 1, 2")
                .query()
                .listOfRows();
    }

    private static boolean hasMark(Kind kind) {
        return rows(kind).get(0).containsKey("changed_at");
    }

    private static void takeMarksOff(Kind kind) {
        if (hasMark(kind)) {
            database.jdbc()
                    .sql("update " + kind.table() + " set changed_at = null")
                    .update();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTICES")
    void a_newer_row_replaces_every_column_and_an_older_one_none(Kind kind) throws Exception {
        imported(kind, "-1", GoodRows.one(kind));
        Map<String, Object> before = facts(kind).get(0);

        imported(kind, "-2", GoodRows.other(kind));
        Map<String, Object> after = facts(kind).get(0);
        assertThat(kind.columns()).allSatisfy(column -> {
            if (column.key()) {
                assertThat(after.get(column.name())).isEqualTo(before.get(column.name()));
            } else {
                assertThat(after.get(column.name())).as(column.name()).isNotEqualTo(before.get(column.name()));
            }
        });

        imported(kind, "-3", GoodRows.one(kind));
        assertThat(facts(kind)).containsExactly(after);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTICES")
    void a_row_that_replaces_is_the_same_as_if_it_had_come_alone(Kind kind) throws Exception {
        imported(kind, "-alone", GoodRows.other(kind));
        List<Map<String, Object>> alone = facts(kind);

        database.clear();
        imported(kind, "-up", GoodRows.one(kind), GoodRows.other(kind));
        assertThat(facts(kind)).isEqualTo(alone);

        database.clear();
        imported(kind, "-down", GoodRows.other(kind), GoodRows.one(kind));
        assertThat(facts(kind)).isEqualTo(alone);
    }

    @Test
    void of_notices_the_first_stays() throws Exception {
        imported(Kind.NOTICES, "-1", GoodRows.one(Kind.NOTICES));
        List<Map<String, Object>> first = rows(Kind.NOTICES);

        imported(Kind.NOTICES, "-2", GoodRows.other(Kind.NOTICES), GoodRows.one(Kind.NOTICES));
        assertThat(rows(Kind.NOTICES)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void delivered_again_packed_and_in_another_order_nothing_changes_not_even_the_work_list(Kind kind)
            throws Exception {
        List<String> delivered = new ArrayList<>(IntStream.rangeClosed(1, 700)
                .mapToObj(id -> GoodRows.numbered(kind, id))
                .toList());
        Importer large = new Importer(database.dataSource(), 600);
        large.run(GoodRows.file(folder, kind, "-1", delivered));
        takeMarksOff(kind);
        List<Map<String, Object>> before = rows(kind);
        assertThat(before).hasSize(700);

        Collections.shuffle(delivered, new Random(1));
        Path plain = GoodRows.file(folder, kind, "-2", delivered);
        Path packed = folder.resolve(plain.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }

        assertThat(large.run(packed)).contains(new ImportResult(700, 0, Optional.empty()));
        assertThat(rows(kind)).isEqualTo(before);
        assertThat(large.run(packed)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rows_that_cannot_be_read_are_set_aside_with_line_and_reason(Kind kind) throws Exception {
        String id = GoodRows.columns(kind).get(0);
        String time = kind.isReplaced() ? Kind.UPDATED_AT : "sent_at";
        Path file = GoodRows.file(folder, kind, "", mixed(kind));

        ImportResult result = importer.run(file).orElseThrow();

        assertThat(result.rejected()).isEqualTo(3);
        assertThat(facts(kind)).hasSize(7);
        List<String> rejects = Files.readAllLines(result.rejects().orElseThrow());
        assertThat(rejects).hasSize(4);
        assertThat(rejects.get(0)).isEqualTo("line,reason," + GoodRows.header(kind));
        assertThat(rejects.get(1)).startsWith("3,\"" + id + ": is not a whole number, expected ");
        assertThat(rejects.get(1)).endsWith(mixed(kind).get(1));
        assertThat(rejects.get(2)).startsWith("6,\"" + time + ": is not a time, expected ISO 8601 ");
        assertThat(rejects.get(3)).startsWith("7,\"line: has 1 values, expected ");
    }

    /** Ten rows, of which the second, fifth and sixth cannot be read. */
    private static List<String> mixed(Kind kind) {
        List<String> rows = new ArrayList<>(IntStream.rangeClosed(1, 10)
                .mapToObj(id -> GoodRows.numbered(kind, id))
                .toList());
        String time = kind.isReplaced() ? Kind.UPDATED_AT : "sent_at";
        rows.set(1, "two" + rows.get(1).substring(1));
        rows.set(4, String.join(",", GoodRows.with(rows.get(4), kind, time, "yesterday")));
        rows.set(5, "6");
        return rows;
    }

    private record End(List<Map<String, Object>> facts, List<String> rejects, ImportResult result) {}

    private End end(Kind kind, Path file) throws Exception {
        ImportResult result = importer.result(importer.inspect(file).get(0));
        return new End(facts(kind), Files.readAllLines(result.rejects().orElseThrow()), result);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void killed_half_way_the_next_import_goes_on_to_the_same_end(Kind kind) throws Exception {
        Path file = GoodRows.file(folder, kind, "", mixed(kind));
        FailingDataSource counting = FailingDataSource.counting(database.dataSource());
        new Importer(counting.dataSource(), CHUNK).run(file);
        End undisturbed = end(kind, file);

        List<Integer> leftHalf = new ArrayList<>();
        for (int request = 2; request <= counting.asked(); request += 9) {
            database.clear();
            Files.delete(undisturbed.result().rejects().orElseThrow());
            try (FailingDataSource failing = FailingDataSource.killedAt(request, database.dataSource())) {
                new Importer(failing.dataSource(), CHUNK).run(file);
            } catch (Exception killed) {
                leftHalf.add(facts(kind).size());
            }
            importer.run(file);
            assertThat(end(kind, file)).as("killed at request %d", request).isEqualTo(undisturbed);
        }
        assertThat(leftHalf).anyMatch(rows -> rows > 0 && rows < 7);
    }
}
