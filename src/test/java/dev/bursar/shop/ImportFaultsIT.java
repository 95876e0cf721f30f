package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.StoppedException;
import dev.bursar.database.TestDatabase;
import dev.bursar.faults.FailingDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;

class ImportFaultsIT {
    private static final int CHUNK = 3;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void empty() {
        database.clear();
    }

    /** Ten rows in four chunks, one of which holds no good row and one no bad row. */
    private static String delivery() {
        StringBuilder text = new StringBuilder("store_id,name,updated_at\n");
        for (int row = 1; row <= 10; row++) {
            boolean bad = row == 2 || (row >= 7 && row <= 9);
            text.append(bad ? "0" : String.valueOf(row % 6 + 1)).append(",é").append(row);
            text.append(",2026-01-0").append(row % 4 + 1).append("T00:00:00Z\n");
        }
        return text.toString();
    }

    private record State(List<Map<String, Object>> stores, String rejected, long rows, long rejectedRows) {}

    private State state(Path file, Importer importer) throws Exception {
        ImportResult result = importer.result(importer.inspect(file).get(0));
        assertThat(file.resolveSibling(file.getFileName() + ".rejected.csv.part"))
                .doesNotExist();
        return new State(
                database.jdbc()
                        .sql("select * from shop_store order by store_id")
                        .query()
                        .listOfRows(),
                Files.readString(result.rejects().orElseThrow()),
                result.rows(),
                result.rejected());
    }

    private Path file(String name) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(path);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
            out.write(delivery().getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    private void killedAtEachRequestTheNextRunGoesOn(String name, int stride) throws Exception {
        Path file = file(name);
        Importer sound = new Importer(database.dataSource(), CHUNK);
        FailingDataSource counting = FailingDataSource.counting(database.dataSource());
        new Importer(counting.dataSource(), CHUNK).run(file);
        State undisturbed = state(file, sound);
        assertThat(undisturbed.rejectedRows()).isEqualTo(4);
        int requests = counting.asked();
        assertThat(requests).isGreaterThan(30);

        int diedHalfWay = 0;
        for (int k = 1; k <= requests; k += stride) {
            database.clear();
            Files.deleteIfExists(folder.resolve(name + ".rejected.csv"));
            Files.deleteIfExists(folder.resolve(name + ".rejected.csv.part"));
            try (FailingDataSource failing = FailingDataSource.killedAt(k, database.dataSource())) {
                new Importer(failing.dataSource(), CHUNK).run(file);
            } catch (Exception killed) {
                diedHalfWay++;
            }
            sound.run(file);
            assertThat(state(file, sound)).as("killed at request %d", k).isEqualTo(undisturbed);
        }
        assertThat(diedHalfWay).isPositive();
    }

    @Test
    void killed_at_any_request_the_next_import_goes_on_to_the_same_end() throws Exception {
        killedAtEachRequestTheNextRunGoesOn("stores.csv", 1);
    }

    @Test
    void killed_at_some_requests_the_next_import_of_a_packed_file_goes_on_to_the_same_end() throws Exception {
        killedAtEachRequestTheNextRunGoesOn("stores.csv.gz", 7);
    }

    @Test
    void what_a_commit_kept_is_not_read_again() throws Exception {
        ImportFile file = new Importer(database.dataSource(), CHUNK)
                .inspect(file("stores.csv"))
                .get(0);
        FailingDataSource failing = FailingDataSource.counting(database.dataSource());
        Importer importer = new Importer(failing.dataSource(), CHUNK);
        importer.run(file, (of, done, planned) -> {
            if (done >= 7) {
                throw new IllegalStateException("stopped after the second chunk");
            }
        });

        long[] first = {-1};
        importer.run(file, (of, done, planned) -> first[0] = first[0] < 0 ? done : first[0]);

        assertThat(first[0]).isEqualTo(7);
    }

    @Test
    void asked_to_stop_it_does_so_after_its_transaction_and_the_next_one_goes_on() throws Exception {
        Path path = file("stores.csv");
        Importer importer = new Importer(database.dataSource(), CHUNK);
        ImportFile file = importer.inspect(path).get(0);

        assertThat(importer.run(file, (of, done, planned) -> importer.stop().request("it was asked to stop")))
                .get()
                .extracting(execution -> execution.getStatus())
                .isEqualTo(BatchStatus.STOPPED);
        assertThat(importer.result(file).rows()).isEqualTo(CHUNK);

        Importer next = new Importer(database.dataSource(), CHUNK);
        next.run(path);
        assertThat(state(path, next).rows()).isEqualTo(10);
    }

    @Test
    void asked_to_stop_it_does_not_look_files_through_to_their_end() throws Exception {
        Path path = file("stores.csv");
        Importer importer = new Importer(database.dataSource(), CHUNK);
        importer.stop().request("it was asked to stop");

        assertThatThrownBy(() -> importer.inspect(path)).isInstanceOf(StoppedException.class);
    }

    @Test
    void rejected_rows_that_were_lost_in_between_are_written_again() throws Exception {
        Path path = file("stores.csv");
        Importer importer = new Importer(database.dataSource(), CHUNK);
        ImportFile file = importer.inspect(path).get(0);
        importer.run(file, (of, done, planned) -> {
            if (done >= 7) {
                throw new IllegalStateException("stopped after the second chunk");
            }
        });
        Files.delete(folder.resolve("stores.csv.rejected.csv.part"));

        importer.run(path);

        assertThat(state(path, importer).rows()).isEqualTo(10);
        assertThat(Files.readAllLines(folder.resolve("stores.csv.rejected.csv")))
                .hasSize(5);
    }

    @Test
    void a_deadlock_costs_a_chunk_another_try_and_nothing_else() throws Exception {
        Path path = file("stores.csv");
        FailingDataSource counting = FailingDataSource.counting(database.dataSource());
        new Importer(counting.dataSource(), CHUNK).run(path);
        Importer sound = new Importer(database.dataSource(), CHUNK);
        State undisturbed = state(path, sound);
        database.clear();

        FailingDataSource deadlocking = FailingDataSource.onStatements(
                "insert into shop_store",
                database.dataSource(),
                asked -> asked == 2 || asked == 3 || asked == 6
                        ? new SQLTransactionRollbackException("Deadlock found", "40001", 1213)
                        : null);
        Importer importer = new Importer(deadlocking.dataSource(), CHUNK);
        importer.run(path);

        assertThat(deadlocking.asked()).isGreaterThan(6);
        assertThat(state(path, sound)).isEqualTo(undisturbed);
    }

    @Test
    void deadlocks_without_end_fail_the_import_and_the_next_one_goes_on() throws Exception {
        Path path = file("stores.csv");
        FailingDataSource deadlocking = FailingDataSource.onStatements(
                "insert into shop_store",
                database.dataSource(),
                asked -> new SQLTransactionRollbackException("Deadlock found", "40001", 1213));
        Importer importer = new Importer(deadlocking.dataSource(), CHUNK);
        ImportFile file = importer.inspect(path).get(0);

        assertThat(importer.run(file, ImportProgress.SILENT))
                .get()
                .extracting(execution -> execution.getStatus())
                .isEqualTo(BatchStatus.FAILED);
        assertThat(deadlocking.asked()).isEqualTo(6);

        Importer sound = new Importer(database.dataSource(), CHUNK);
        sound.run(path);
        assertThat(state(path, sound).rows()).isEqualTo(10);
    }

    @Test
    void other_failures_are_not_tried_again() throws Exception {
        FailingDataSource failing = FailingDataSource.onStatements(
                "insert into shop_store", database.dataSource(), asked -> new SQLException("disk full", "HY000", 1021));
        Importer importer = new Importer(failing.dataSource(), CHUNK);

        importer.run(importer.inspect(file("stores.csv")).get(0), ImportProgress.SILENT);

        assertThat(failing.asked()).isEqualTo(1);
    }
}
