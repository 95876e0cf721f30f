package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.batch.LockTerms;
import dev.bursar.policy.Fault;
import dev.bursar.policy.FaultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {

    private static final List<String> STEPS = List.of("credit-orders", "expire-coins");

    private static final ZoneId MARKET = ZoneId.of("America/Los_Angeles");

    private static final String NIGHTLY = """
            name: nightly
            purpose: Settles the day.
            schedule: "30 0 * * *"
            time-zone: America/Los_Angeles
            per: business-date
            steps: [credit-orders, expire-coins]
            lock: {name: books, at-most: 2m, when-busy: wait 4h}
            """;

    @TempDir
    Path folder;

    @Test
    void a_job_is_read_from_its_file() throws IOException {
        write("nightly.yaml", NIGHTLY);

        assertThat(JobFiles.read(folder, STEPS, MARKET))
                .containsExactly(new JobFile(
                        "nightly",
                        "Settles the day.",
                        new Schedule("30 0 * * *", ZoneId.of("America/Los_Angeles")),
                        Per.BUSINESS_DATE,
                        List.of("credit-orders", "expire-coins"),
                        new LockTerms("books", Duration.ofMinutes(2), Duration.ofHours(4)),
                        Bounds.USUAL));
    }

    @Test
    void a_job_says_how_late_it_may_begin_and_end() throws IOException {
        write("nightly.yaml", NIGHTLY + "bounds: {start-within: 20h, end-within: 8h}\n");

        assertThat(JobFiles.read(folder, STEPS, MARKET))
                .extracting(JobFile::bounds)
                .containsExactly(new Bounds(Duration.ofHours(20), Duration.ofHours(8)));
    }

    @Test
    void a_job_that_would_be_stopped_while_it_waits_for_its_lock_is_a_fault() throws IOException {
        write("nightly.yaml", NIGHTLY + "bounds: {start-within: 20h, end-within: 4h}\n");

        assertThat(faults())
                .extracting(Fault::toString)
                .containsExactly("nightly.yaml:8: `end-within` has to leave time after the wait for the lock, which may"
                        + " take 240m");
    }

    @Test
    void a_busy_lock_can_be_skipped() throws IOException {
        write("nightly.yaml", NIGHTLY.replace("wait 4h", "skip"));

        assertThat(JobFiles.read(folder, STEPS, MARKET).get(0).lock().waitAtMost())
                .isZero();
    }

    @Test
    void the_jobs_that_come_along_can_be_read() {
        assertThat(JobFiles.read(Path.of("jobs"), Steps.NAMES, MARKET))
                .extracting(JobFile::name)
                .containsExactly("hourly", "housekeeping", "nightly");
    }

    @Test
    void every_fault_of_every_file_is_found() throws IOException {
        write("hourly.yaml", """
                name: horly
                purpose:
                schedule: "5 * * *"
                time-zone: America/Los_Angelos
                per: utc-our
                steps: [credit-order]
                lok: {name: books}
                """);
        write("nightly.yaml", NIGHTLY.replace("at-most: 2m, when-busy: wait 4h", "at-most: soon, when-bsy: wait"));

        assertThat(faults())
                .extracting(Fault::toString)
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("hourly.yaml:1: job \"horly\" is in hourly.yaml"),
                        fault -> assertThat(fault).startsWith("hourly.yaml:1: a job file has no `lock`; add one"),
                        fault -> assertThat(fault).startsWith("hourly.yaml:2: `purpose` is empty"),
                        fault -> assertThat(fault).contains("hourly.yaml:3: `schedule`", "4 fields and not five"),
                        fault -> assertThat(fault).endsWith("did you mean `America/Los_Angeles`?"),
                        fault -> assertThat(fault).endsWith("did you mean `utc-hour`?"),
                        fault -> assertThat(fault)
                                .isEqualTo("hourly.yaml:6: unknown step `credit-order`; did you mean `credit-orders`?"),
                        fault -> assertThat(fault).contains("unknown key `lok` in a job file; did you mean `lock`?"),
                        fault -> assertThat(fault).startsWith("nightly.yaml:7: unknown key `when-bsy` in `lock`"),
                        fault -> assertThat(fault).contains("nightly.yaml:7", "`at-most` says how long"),
                        fault -> assertThat(fault).startsWith("nightly.yaml:7: `lock` has no `when-busy`"));
    }

    @Test
    void a_job_for_business_dates_has_the_days_of_the_policy() throws IOException {
        write("nightly.yaml", NIGHTLY.replace("America/Los_Angeles", "Asia/Tokyo"));

        assertThat(faults())
                .extracting(Fault::toString)
                .containsExactly("nightly.yaml:4: `time-zone` Asia/Tokyo has other days than the policy's zone,"
                        + " America/Los_Angeles; a job that runs for each business date takes the policy's");
    }

    @Test
    void another_name_of_the_policys_zone_has_the_same_days() throws IOException {
        write("nightly.yaml", NIGHTLY.replace("America/Los_Angeles", "US/Pacific"));

        assertThat(JobFiles.read(folder, STEPS, MARKET)).hasSize(1);
    }

    @Test
    void a_job_for_hours_is_free_to_keep_its_schedule_by_any_clock() throws IOException {
        write(
                "nightly.yaml",
                NIGHTLY.replace("America/Los_Angeles", "Asia/Tokyo").replace("business-date", "utc-hour"));

        assertThat(JobFiles.read(folder, STEPS, MARKET))
                .extracting(JobFile::zone)
                .containsExactly(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void a_folder_without_job_files_is_a_fault() {
        assertThat(faults().get(0).message()).startsWith("holds no job file");
    }

    private List<Fault> faults() {
        return catchThrowableOfType(FaultsException.class, () -> JobFiles.read(folder, STEPS, MARKET))
                .faults();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
