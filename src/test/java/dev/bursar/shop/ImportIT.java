package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ImportIT {
    private static final String STORES = "store_id,name,updated_at\n";
    private static final String LINES =
            "order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,point_discount,"
                    + "paid,coin_reward,accepts_coins,earns_points,regular_price,updated_at\n";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    private final Importer importer = new Importer(database.dataSource(), 3);

    @BeforeEach
    void empty() {
        database.clear();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String store(int id, String name, String updatedAt) {
        return id + "," + name + "," + updatedAt + "T00:00:00Z\n";
    }

    private static String line(int order, int line, String updatedAt) {
        return order + "," + line + ",5,tea,USD,1,1.00,0,0,0,1.00,,true,true,true," + updatedAt + "T00:00:00Z\n";
    }

    private static List<Map<String, Object>> rows(String sql) {
        return database.jdbc().sql(sql).query().listOfRows();
    }

    private static List<String> storeNames() {
        return database.jdbc()
                .sql("select name from shop_store order by store_id")
                .query(String.class)
                .list();
    }

    @Test
    void every_kind_goes_into_its_table_as_it_was_meant() throws Exception {
        file("members.csv", """
                updated_at,member_id,email,language,time_zone,jurisdiction,registered_at,closed_at,mail_opt_out
                2026-01-02T00:00:00Z,7,ann@example.com,en-US,America/Los_Angeles,US-CA,2020-01-02T03:04:05.000006+01:00,,true
                """);
        file("stores.csv", STORES + "3,\"Tea, \"\"fine\"\"\",2026-01-02T00:00:00Z\n");
        file("store_terms.csv", """
                store_id,valid_from,takes_part,currency,units_per_unit,point_value,minimum,maximum,inactive_after,lot_life,updated_at
                3,2026-01-01,true,USD,1.5,0.005,100,,P1Y,,2026-01-02T00:00:00Z
                """);
        file("orders.csv", """
                order_id,checkout_id,checkout_order_count,member_id,store_id,currency,line_count,event,status,placed_at,paid_at,shipped_at,completed_at,cancelled_at,shipping,updated_at
                42,9,2,,3,JPY,1,Singles Day,COMPLETED,2026-11-18T23:00:00Z,,,2026-11-19T10:15:30+01:00,,490,2026-11-19T10:15:30Z
                """);
        file(
                "order_lines.csv",
                LINES + "42,1,5,tea,USD,2,12.34,1,0.3,0.04,-11,15,true,false,true,2026-11-19T10:15:30Z\n");

        for (ImportFile file : importer.inspect(folder)) {
            assertThat(importer.run(file, ImportProgress.SILENT).map(importer.jobs()::result))
                    .contains(new ImportResult(1, 0, Optional.empty()));
        }

        assertThat(rows("select *, date_format(registered_at, '%Y-%m-%d %T.%f') as registered from shop_member"))
                .singleElement()
                .satisfies(member -> assertThat(member)
                        .containsEntry("member_id", 7L)
                        .containsEntry("email", "ann@example.com")
                        .containsEntry("registered", "2020-01-02 02:04:05.000006")
                        .containsEntry("closed_at", null)
                        .containsEntry("mail_opt_out", true));
        assertThat(storeNames()).containsExactly("Tea, \"fine\"");
        assertThat(
                        rows(
                                "select concat_ws('|', valid_from, takes_part, currency, units_per_unit, point_value, minimum,"
                                        + " ifnull(maximum, '-'), inactive_after, ifnull(lot_life, '-')) as terms from shop_store_terms"))
                .extracting("terms")
                .containsExactly("2026-01-01|1|USD|1.500000|0.00500000|100|-|P1Y|-");
        assertThat(rows("select concat_ws('|', checkout_id, ifnull(member_id, '-'), currency, event, status, placed_at,"
                        + " completed_at, shipping, combined_checkout_id) as o from shop_order"))
                .extracting("o")
                .containsExactly(
                        "9|-|JPY|Singles Day|COMPLETED|2026-11-18 23:00:00.000000|2026-11-19 09:15:30.000000|490|9");
        assertThat(rows("select concat_ws('|', quantity, price, coupon_discount, coin_discount, point_discount, paid,"
                        + " coin_reward, accepts_coins, earns_points, regular_price) as l from shop_order_line"))
                .extracting("l")
                .containsExactly("2|1234|100|30|4|-1100|15|1|0|1");
    }

    @Test
    void a_newer_row_replaces_and_an_older_or_equal_one_is_ignored_in_whatever_order_they_come() throws Exception {
        importer.run(file(
                "stores-1.csv",
                STORES + store(1, "b", "2026-01-02") + store(2, "b", "2026-01-02") + store(3, "b", "2026-01-02")));
        importer.run(file(
                "stores-2.csv",
                STORES + store(3, "c", "2026-01-03") + store(1, "a", "2026-01-01") + store(2, "x", "2026-01-02")));

        assertThat(storeNames()).containsExactly("b", "b", "c");
    }

    @Test
    void of_a_row_that_comes_several_times_in_a_file_the_newest_stays_and_of_equals_the_first() throws Exception {
        importer.run(file(
                "stores.csv",
                STORES
                        + store(1, "b", "2026-01-02")
                        + store(1, "c", "2026-01-03")
                        + store(1, "a", "2026-01-01")
                        + store(1, "x", "2026-01-03")
                        + store(1, "d", "2026-01-04")
                        + store(1, "y", "2026-01-03")));

        assertThat(storeNames()).containsExactly("d");
    }

    @Test
    void a_delivery_that_comes_again_is_known_and_does_nothing() throws Exception {
        Path file = file("stores.csv", STORES + store(1, "a", "2026-01-01") + "x,b,2026-01-01T00:00:00Z\n");
        ImportResult first = importer.run(file).orElseThrow();
        List<Map<String, Object>> before = rows("select * from shop_store");

        assertThat(importer.run(file)).isEmpty();
        assertThat(first.rejects()).get().extracting(Files::exists).isEqualTo(true);

        Files.move(file, folder.resolve("stores-again.csv"));
        assertThat(importer.run(folder.resolve("stores-again.csv")))
                .get()
                .extracting(ImportResult::rows)
                .isEqualTo(2L);
        assertThat(rows("select * from shop_store")).isEqualTo(before);
    }

    @Test
    void rows_that_came_before_change_nothing_not_even_the_work_list() throws Exception {
        String lines = line(1, 1, "2026-01-01") + line(1, 2, "2026-01-01");
        importer.run(file("order_lines-1.csv", LINES + lines));

        importer.run(file("order_lines-2.csv", LINES + line(1, 2, "2025-12-31") + lines));
        assertThat(rows("select * from shop_order_line where changed_at is not null"))
                .isEmpty();

        importer.run(file("order_lines-3.csv", LINES + line(1, 2, "2026-01-02") + lines));
        assertThat(rows("select * from shop_order_line where changed_at is not null"))
                .extracting("line_no")
                .containsExactly(2);
    }

    @Test
    void a_packed_file_is_read_like_any_other() throws Exception {
        StringBuilder text = new StringBuilder(STORES);
        for (int id = 1; id <= 20; id++) {
            text.append(store(id, "é" + id, "2026-01-01"));
        }
        Path file = folder.resolve("stores.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }

        assertThat(importer.run(file)).contains(new ImportResult(20, 0, Optional.empty()));
        assertThat(storeNames()).hasSize(20).startsWith("é1", "é2");
    }

    @Test
    void rows_that_cannot_be_read_are_set_aside_as_they_came_and_the_others_go_in() throws Exception {
        Path file = file(
                "stores.csv",
                STORES + "1,a,2026-01-01T00:00:00Z\n" + "2,\"b \"\"b\"\", b\",today\n" + "3,c\n"
                        + "4,\"d\nd\",2026-01-01T00:00:00Z\n" + "\n" + "5,\"e,2026-01-01T00:00:00Z\n"
                        + "6,f,2026-01-01T00:00:00Z\n");

        ImportResult result = importer.run(file).orElseThrow();

        assertThat(result).isEqualTo(new ImportResult(6, 4, Optional.of(folder.resolve("stores.csv.rejected.csv"))));
        assertThat(storeNames()).containsExactly("a", "f");
        assertThat(Files.readString(folder.resolve("stores.csv.rejected.csv")).replace("\r\n", "\n"))
                .isEqualTo("""
                        line,reason,store_id,name,updated_at
                        3,"updated_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z",2,"b ""b"", b",today
                        4,"line: has 2 values, expected 3",3,c
                        5,line: a value holds a line break,4,"d
                        d",2026-01-01T00:00:00Z
                        8,line: a quoted value is not closed,"5,""e,2026-01-01T00:00:00Z"
                        """);
    }

    @Test
    void rejected_rows_go_where_they_are_told_to_and_an_old_file_of_them_is_replaced() throws Exception {
        Path file = file("stores.csv", STORES + "x,a,2026-01-01T00:00:00Z\n");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        ImportJobs jobs = importer.jobs();
        ImportFile inspected =
                jobs.inspect(List.of(file), Optional.of(elsewhere)).get(0);
        importer.run(inspected, ImportProgress.SILENT);
        assertThat(elsewhere.resolve("stores.csv.rejected.csv")).exists();
        assertThat(folder.resolve("stores.csv.rejected.csv")).doesNotExist();

        Files.writeString(file, STORES + "1,a,2026-01-01T00:00:00Z\n");
        importer.run(jobs.inspect(List.of(file), Optional.of(elsewhere)).get(0), ImportProgress.SILENT);
        assertThat(elsewhere.resolve("stores.csv.rejected.csv")).doesNotExist();
    }

    @Test
    void two_files_never_share_a_file_of_rejected_rows() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Files.writeString(one.resolve("stores.csv"), STORES);
        Files.writeString(two.resolve("stores.csv"), STORES);

        assertThatThrownBy(() -> importer.jobs().inspect(List.of(one, two), Optional.of(folder)))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("would both go to");
        assertThatThrownBy(() -> importer.jobs().inspect(List.of(one), Optional.of(folder.resolve("none"))))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void one_bad_file_keeps_every_other_out_too() throws Exception {
        file("stores.csv", STORES + store(1, "a", "2026-01-01"));
        file("orders.csv", "order_id\n1\n");

        assertThatThrownBy(() -> importer.inspect(folder)).isInstanceOf(ImportRefused.class);
        assertThat(storeNames()).isEmpty();
    }

    @Test
    void progress_is_told_in_lines_of_the_file() throws Exception {
        StringBuilder text = new StringBuilder(STORES);
        for (int id = 1; id <= 7; id++) {
            text.append(store(id, "a", "2026-01-01"));
        }
        List<String> told = new ArrayList<>();
        ImportFile file = importer.inspect(file("stores.csv", text.toString())).get(0);

        importer.run(file, (of, done, planned) -> told.add(done + "/" + planned));

        assertThat(told).containsExactly("0/8", "4/8", "7/8", "8/8");
    }

    @Test
    void a_file_that_changes_before_its_turn_is_not_taken_in() throws Exception {
        Path path = file("stores.csv", STORES + store(1, "a", "2026-01-01"));
        ImportFile file = importer.inspect(path).get(0);
        Files.writeString(path, STORES);

        assertThat(importer.run(file, ImportProgress.SILENT))
                .get()
                .satisfies(execution -> assertThat(execution.getAllFailureExceptions())
                        .singleElement()
                        .isInstanceOf(ImportRefused.class));
        assertThat(storeNames()).isEmpty();
    }
}
