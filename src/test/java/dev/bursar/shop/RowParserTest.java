package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowParserTest {
    private static RowParser.Read read(Kind kind, String column, String text) {
        return new RowParser(kind, GoodRows.columns(kind)).read(GoodRows.with(GoodRows.one(kind), kind, column, text));
    }

    private static @Nullable Object value(Kind kind, String column, String text) {
        List<String> header = kind.columns().stream().map(Column::name).toList();
        assertThat(read(kind, column, text)).isInstanceOf(RowParser.Row.class);
        return ((RowParser.Row) read(kind, column, text)).values()[header.indexOf(column)];
    }

    private static String reason(Kind kind, String column, String text) {
        assertThat(read(kind, column, text)).isInstanceOf(RowParser.Unreadable.class);
        return ((RowParser.Unreadable) read(kind, column, text)).reason();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void good_rows_of_each_kind_are_read(Kind kind) {
        for (String row : List.of(GoodRows.one(kind), GoodRows.other(kind))) {
            assertThat(new RowParser(kind, GoodRows.columns(kind)).read(GoodRows.with(row, kind)))
                    .isInstanceOf(RowParser.Row.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void only_optional_columns_may_be_empty(Kind kind) {
        for (Column column : kind.columns()) {
            if (column.required()) {
                assertThat(reason(kind, column.name(), "")).startsWith(column.name() + ": is empty");
            } else {
                assertThat(value(kind, column.name(), "")).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MEMBERS     | member_id            | 0                          | member_id: is out of range, expected a whole number from 1 to 9223372036854775807
            MEMBERS     | member_id            | 9223372036854775808        | member_id: is out of range, expected a whole number from 1 to 9223372036854775807
            MEMBERS     | member_id            | 99999999999999999999999    | member_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            MEMBERS     | member_id            | +7                         | member_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            MEMBERS     | member_id            | -                          | member_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            MEMBERS     | member_id            | ٧                          | member_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            MEMBERS     | email                | ann                        | email: is not a mail address, expected one such as name@example.com
            MEMBERS     | email                | ann@x.org,bob@x.org        | email: is not a mail address, expected one such as name@example.com
            MEMBERS     | language             | english_us                 | language: is not a language, expected BCP 47, such as en-US
            MEMBERS     | time_zone            | +01:00                     | time_zone: is not a time zone, expected an IANA name such as America/Los_Angeles
            MEMBERS     | time_zone            | Mars/Olympus               | time_zone: is not a time zone, expected an IANA name such as America/Los_Angeles
            MEMBERS     | jurisdiction         | California                 | jurisdiction: is not a jurisdiction, expected ISO 3166-2, such as US-CA
            MEMBERS     | registered_at        | 2020-01-02                 | registered_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            MEMBERS     | registered_at        | 2020-01-02T03:04:05        | registered_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            MEMBERS     | registered_at        | 2023-02-29T03:04:05Z       | registered_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            MEMBERS     | registered_at        | 1969-12-31T23:59:59Z       | registered_at: is out of range, expected a year from 1970 to 9999
            MEMBERS     | registered_at        | 9999-12-31T23:59:59-01:00  | registered_at: is out of range, expected a year from 1970 to 9999
            MEMBERS     | closed_at            | 2026-11-19T10:15:30.1234567Z | closed_at: is finer than a microsecond, expected at most 6 decimals of the second
            MEMBERS     | mail_opt_out         | yes                        | mail_opt_out: is not true or false
            STORES      | store_id             | 1e3                        | store_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            STORE_TERMS | valid_from           | 2026-13-01                 | valid_from: is not a date, expected ISO 8601, such as 2026-11-19
            STORE_TERMS | valid_from           | 1900-01-01                 | valid_from: is out of range, expected a year from 1970 to 9999
            STORE_TERMS | takes_part           | TRUE                       | takes_part: is not true or false
            STORE_TERMS | currency             | usd                        | currency: is not a currency, expected ISO 4217, such as USD
            STORE_TERMS | currency             | XAU                        | currency: is not a currency, expected ISO 4217, such as USD
            STORE_TERMS | units_per_unit       | -1                         | units_per_unit: is not such a number, expected a decimal of zero or more with at most 12 digits before the point and 6 after it
            STORE_TERMS | units_per_unit       | 1.0000001                  | units_per_unit: is not such a number, expected a decimal of zero or more with at most 12 digits before the point and 6 after it
            STORE_TERMS | point_value          | .01                        | point_value: is not such a number, expected a decimal of zero or more with at most 10 digits before the point and 8 after it
            STORE_TERMS | minimum              | -1                         | minimum: is out of range, expected a whole number from 0 to 1000000000000000
            STORE_TERMS | maximum              | many                       | maximum: is not a whole number, expected a whole number from 0 to 1000000000000000
            STORE_TERMS | inactive_after       | 1 year                     | inactive_after: is not a period, expected ISO 8601 in years, months, weeks or days, such as P18M
            STORE_TERMS | lot_life             | P0D                        | lot_life: is not a period, expected ISO 8601 in years, months, weeks or days, such as P18M
            STORE_TERMS | lot_life             | PT24H                      | lot_life: is not a period, expected ISO 8601 in years, months, weeks or days, such as P18M
            ORDERS      | checkout_id          | -1                         | checkout_id: is out of range, expected a whole number from 1 to 9223372036854775807
            ORDERS      | checkout_order_count | 0                          | checkout_order_count: is out of range, expected a whole number from 1 to 100000
            ORDERS      | line_count           | 0                          | line_count: is out of range, expected a whole number from 1 to 100000
            ORDERS      | status               | DONE                       | status: is unknown, expected one of PLACED, PAID, SHIPPED, COMPLETED, CANCELLED
            ORDERS      | shipping             | 4,90                       | shipping: is not an amount, expected a decimal such as 12.34 USD
            ORDERS      | currency             | EURO                       | currency: is not a currency, expected ISO 4217, such as USD
            ORDER_LINES | line_no              | 100001                     | line_no: is out of range, expected a whole number from 1 to 100000
            ORDER_LINES | quantity             | 1.5                        | quantity: is not a whole number, expected a whole number from -999999999 to 999999999
            ORDER_LINES | price                | 12.345                     | price: has 3 decimals, expected at most 2 for USD
            ORDER_LINES | price                | 1e3                        | price: is not an amount, expected a decimal such as 12.34 USD
            ORDER_LINES | paid                 | 10000000000000.00          | paid: is out of range, expected less than 1000000000000000 minor units of USD
            ORDER_LINES | coin_reward          | 1000000000                 | coin_reward: is out of range, expected a whole number from -999999999 to 999999999
            ORDER_LINES | accepts_coins        | 1                          | accepts_coins: is not true or false
            REVIEWS     | review_id            | 0                          | review_id: is out of range, expected a whole number from 1 to 9223372036854775807
            REVIEWS     | order_id             | R-42                       | order_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            REVIEWS     | line_no              | 0                          | line_no: is out of range, expected a whole number from 1 to 100000
            REVIEWS     | member_id            | -7                         | member_id: is out of range, expected a whole number from 1 to 9223372036854775807
            REVIEWS     | published_at         | 2026-11-19 10:15:30        | published_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REVIEWS     | removed_at           | 2026-11-20                 | removed_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REVIEWS     | updated_at           | 2026-11-19T25:00:00Z       | updated_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            ACTIVITIES  | activity_id          | 1.0                        | activity_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            ACTIVITIES  | member_id            | 0                          | member_id: is out of range, expected a whole number from 1 to 9223372036854775807
            ACTIVITIES  | kind                 | check_in                   | kind: is unknown, expected one of CHECK_IN, TASK, SHARE, GAME, COLLECTION_EVENT, REFERRAL
            ACTIVITIES  | store_id             | 0                          | store_id: is out of range, expected a whole number from 1 to 9223372036854775807
            ACTIVITIES  | friend_id            | bob                        | friend_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            ACTIVITIES  | occurred_at          | 1637317530                 | occurred_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REDEMPTIONS | redemption_id        | x                          | redemption_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            REDEMPTIONS | order_id             | 0                          | order_id: is out of range, expected a whole number from 1 to 9223372036854775807
            REDEMPTIONS | units                | -500                       | units: is out of range, expected a whole number from 1 to 1000000000000000
            REDEMPTIONS | units                | 12.5                       | units: is not a whole number, expected a whole number from 1 to 1000000000000000
            REDEMPTIONS | currency             | US$                        | currency: is not a currency, expected ISO 4217, such as USD
            REDEMPTIONS | discount             | 5.001                      | discount: has 3 decimals, expected at most 2 for USD
            REDEMPTIONS | discount             | $5.00                      | discount: is not an amount, expected a decimal such as 12.34 USD
            REDEMPTIONS | redeemed_at          | now                        | redeemed_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REFUNDS     | refund_id            | ''                         | refund_id: is empty
            REFUNDS     | order_id             | 1e9                        | order_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            REFUNDS     | line_count           | -1                         | line_count: is out of range, expected a whole number from 0 to 100000
            REFUNDS     | status               | ACCEPTED                   | status: is unknown, expected one of OPEN, GRANTED, REJECTED, REVERSED
            REFUNDS     | opened_at            | 2026-11-31T00:00:00Z       | opened_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REFUNDS     | decided_at           | 2026-11-19T10:15           | decided_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REFUNDS     | reversed_at          | never                      | reversed_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            REFUNDS     | currency             | usd                        | currency: is not a currency, expected ISO 4217, such as USD
            REFUNDS     | shipping_cash        | 4.905                      | shipping_cash: has 3 decimals, expected at most 2 for USD
            REFUND_LINES| refund_id            | 00x                        | refund_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            REFUND_LINES| line_no              | 0                          | line_no: is out of range, expected a whole number from 1 to 100000
            REFUND_LINES| currency             | XXX                        | currency: is not a currency, expected ISO 4217, such as USD
            REFUND_LINES| amount               | 1,234.00                   | amount: is not an amount, expected a decimal such as 12.34 USD
            REFUND_LINES| cash                 | .5                         | cash: is not an amount, expected a decimal such as 12.34 USD
            REFUND_LINES| updated_at           | 2026                       | updated_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            COUPONS     | coupon_id            | SUMMER24                   | coupon_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            COUPONS     | member_id            | 0                          | member_id: is out of range, expected a whole number from 1 to 9223372036854775807
            COUPONS     | store_id             | all                        | store_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            COUPONS     | instrument           | VOUCHER                    | instrument: is unknown, expected one of WALLET, CODE
            COUPONS     | currency             | ''                         | currency: is empty
            COUPONS     | discount             | 10%                        | discount: is not an amount, expected a decimal such as 12.34 USD
            COUPONS     | minimum              | 49.999                     | minimum: has 3 decimals, expected at most 2 for USD
            COUPONS     | valid_from           | 2026-11-01                 | valid_from: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            COUPONS     | valid_to             | 2026-12-01T24:00:00Z       | valid_to: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            COUPONS     | status               | ACTIVE                     | status: is unknown, expected one of VALID, INACTIVE, USED, EXPIRED, REVOKED, PENDING
            COUPON_USES | use_id               | -8                         | use_id: is out of range, expected a whole number from 1 to 9223372036854775807
            COUPON_USES | coupon_id            | 0                          | coupon_id: is out of range, expected a whole number from 1 to 9223372036854775807
            COUPON_USES | order_id             | ?                          | order_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            COUPON_USES | line_no              | 100001                     | line_no: is out of range, expected a whole number from 1 to 100000
            COUPON_USES | discount             | 5.000                      | discount: has 3 decimals, expected at most 2 for USD
            COUPON_USES | applied_at           | 2026-11-19T10:15:30        | applied_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            NOTICES     | notice_id            | 8a                         | notice_id: is not a whole number, expected a whole number from 1 to 9223372036854775807
            NOTICES     | member_id            | 0                          | member_id: is out of range, expected a whole number from 1 to 9223372036854775807
            NOTICES     | store_id             | -3                         | store_id: is out of range, expected a whole number from 1 to 9223372036854775807
            NOTICES     | lapses_on            | 01/01/2027                 | lapses_on: is not a date, expected ISO 8601, such as 2026-11-19
            NOTICES     | sent_at              | 2026-11-19                 | sent_at: is not a time, expected ISO 8601 with Z or an offset, such as 2026-11-19T10:15:30.123456Z
            NOTICES     | evidence             | ''                         | evidence: is empty
            """)
    void a_cell_that_cannot_be_read_is_named_with_what_was_expected(
            Kind kind, String column, String text, String reason) {
        assertThat(reason(kind, column, text)).isEqualTo(reason);
    }

    @Test
    void text_is_refused_where_it_is_too_long_or_not_plain() {
        assertThat(value(Kind.STORES, "name", "茶".repeat(200))).isEqualTo("茶".repeat(200));
        assertThat(value(Kind.STORES, "name", "🍵".repeat(200))).isEqualTo("🍵".repeat(200));
        assertThat(reason(Kind.STORES, "name", "x".repeat(201)))
                .isEqualTo("name: is too long, expected at most 200 characters");
        assertThat(reason(Kind.STORES, "name", "Tea\u0000"))
                .isEqualTo("name: holds a control character or line break, expected plain text");
        assertThat(reason(Kind.ORDERS, "event", "a\u2028b"))
                .isEqualTo("event: holds a control character or line break, expected plain text");
        assertThat(reason(Kind.MEMBERS, "email", "x".repeat(250) + "@y.org"))
                .isEqualTo("email: is too long, expected at most 254 characters");
    }

    @Test
    void every_fault_of_a_row_is_named() {
        List<String> header = List.of("updated_at", "name", "store_id");
        RowParser parser = new RowParser(Kind.STORES, header);

        assertThat(parser.read(List.of("today", "", "-1")))
                .isEqualTo(new RowParser.Unreadable("store_id: is out of range, expected a whole number from 1 to"
                        + " 9223372036854775807; name: is empty; updated_at: is not a time, expected ISO 8601 with Z or"
                        + " an offset, such as 2026-11-19T10:15:30.123456Z"));
        assertThat(parser.read(List.of("1", "2")))
                .isEqualTo(new RowParser.Unreadable("line: has 2 values, expected 3"));
    }

    @Test
    void money_becomes_minor_units_of_its_currency() {
        assertThat(value(Kind.ORDER_LINES, "price", "12.3")).isEqualTo(1230L);
        assertThat(value(Kind.ORDER_LINES, "price", "0012")).isEqualTo(1200L);
        assertThat(value(Kind.ORDER_LINES, "price", "-0.01")).isEqualTo(-1L);
        assertThat(value(Kind.ORDER_LINES, "price", "9999999999999.99")).isEqualTo(999_999_999_999_999L);

        List<String> header = Kind.ORDERS.columns().stream().map(Column::name).toList();
        List<String> yen = GoodRows.with(GoodRows.one(Kind.ORDERS), Kind.ORDERS, "currency", "JPY", "shipping", "490");
        assertThat(((RowParser.Row) new RowParser(Kind.ORDERS, header).read(yen)).values()[header.indexOf("shipping")])
                .isEqualTo(490L);
        yen.set(header.indexOf("shipping"), "490.0");
        assertThat(new RowParser(Kind.ORDERS, header).read(yen))
                .isEqualTo(new RowParser.Unreadable("shipping: has 1 decimals, expected at most 0 for JPY"));
    }

    @Test
    void times_become_utc() {
        LocalDateTime utc = LocalDateTime.parse("2026-11-19T09:15:30.12");
        assertThat(value(Kind.ORDERS, "paid_at", "2026-11-19T10:15:30.12+01:00"))
                .isEqualTo(utc);
        assertThat(value(Kind.ORDERS, "paid_at", "2026-11-19T10:15:30.120000000+01"))
                .isEqualTo(utc);
        assertThat(value(Kind.ORDERS, "paid_at", "2026-11-18T23:15:30.12-10:00"))
                .isEqualTo(utc);
        assertThat(value(Kind.ORDERS, "paid_at", "2026-11-19T09:15Z"))
                .isEqualTo(LocalDateTime.parse("2026-11-19T09:15"));
    }

    @Test
    void other_values_become_what_the_database_takes() {
        assertThat(value(Kind.STORE_TERMS, "valid_from", "2026-02-28")).isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(value(Kind.STORE_TERMS, "point_value", "0.005")).isEqualTo(new BigDecimal("0.005"));
        assertThat(value(Kind.STORE_TERMS, "inactive_after", "P1Y6M")).isEqualTo("P1Y6M");
        assertThat(value(Kind.ORDERS, "status", "PAID")).isEqualTo("PAID");
        assertThat(value(Kind.ORDERS, "order_id", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(value(Kind.MEMBERS, "mail_opt_out", "true")).isEqualTo(true);
        assertThat(value(Kind.MEMBERS, "jurisdiction", "DE")).isEqualTo("DE");
    }
}
