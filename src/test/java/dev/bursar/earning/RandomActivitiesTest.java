package dev.bursar.earning;

import static dev.bursar.policy.ProgrammeKind.COINS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.policy.Activity;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.shop.OrderStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random activities and reviews around the change of clocks of November 2026, in random orders of arrival, against slow
 * models that share no code with the rules; and judged in part, with what the rules say they need. The seed is printed
 * where a test fails; {@code -Dbursar.seed=N} repeats it.
 */
class RandomActivitiesTest {

    private static final int HISTORIES = 500;
    private static final Policy POLICY = RewardCases.policy("""
            activities:
              reviews: [{programme: coins, units: 4, cap-a-day: 2, to: 2026-11-03}, {programme: coins, units: 5, cap-a-day: 3, from: 2026-11-03}]
              check-ins: [{programme: coins, units: [1, 2, 3, 5, 8]}]
              shares: [{programme: coins, units: 3, cap-a-day: 2, cap: 5}]
            """);
    private static final List<Integer> TABLE = List.of(1, 2, 3, 5, 8);
    private static final Instant START = Instant.parse("2026-10-28T07:00:00Z");
    private static final int DAYS = 12;
    private static final int HOURS = DAYS * 24;

    private final long seed = Long.getLong("bursar.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Whole and quarter hours, so that instants coincide and midnights are hit. */
    private Instant anInstant() {
        return START.plusSeconds(random.nextInt(HOURS * 4) * 900L);
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDays.dayOf(instant, POLICY.zone());
    }

    private LocalDate aDay() {
        return dayOf(START).plusDays(random.nextInt(DAYS));
    }

    private List<ActivityCase> activities(Activity kind, int most) {
        List<ActivityCase> activities = new ArrayList<>();
        int count = random.nextInt(most);
        for (int i = 1; i <= count; i++) {
            String name = kind == Activity.CHECK_IN ? "" : random.nextBoolean() ? "x" : "y";
            activities.add(new ActivityCase(i, kind, name, OptionalLong.empty(), anInstant(), false, Optional.empty()));
        }
        Collections.shuffle(activities, random);
        return activities;
    }

    private static <F> Map<F, String> shown(List<Verdict<F>> verdicts) {
        Map<F, String> shown = new LinkedHashMap<>();
        verdicts.forEach(verdict -> shown.put(verdict.fact(), RewardCases.show(verdict.award())));
        return shown;
    }

    private static Map<ActivityCase, String> checkIns(List<ActivityCase> checkIns) {
        return shown(new CheckInRule(POLICY).judge(COINS, true, checkIns, LocalDate.MIN, checkIn -> Standing.OPEN));
    }

    private static Map<ActivityCase, String> shares(List<ActivityCase> shares) {
        return shown(new NamedActivityRule(POLICY).judge(COINS, true, shares, series -> 0, share -> Standing.OPEN));
    }

    private static Map<ReviewCase, String> reviews(List<ReviewCase> reviews) {
        return shown(new ReviewRule(POLICY).judge(COINS, true, reviews, review -> Standing.OPEN));
    }

    @Test
    void check_ins_earn_by_the_days_before_them_in_any_order_of_arrival() {
        for (int i = 0; i < HISTORIES; i++) {
            List<ActivityCase> checkIns = activities(Activity.CHECK_IN, 20);
            Map<LocalDate, ActivityCase> firsts = new HashMap<>();
            for (ActivityCase one : checkIns) {
                firsts.merge(dayOf(one.occurredAt()), one, (a, b) -> before(a, b) ? a : b);
            }
            Map<ActivityCase, String> expected = new HashMap<>();
            for (ActivityCase one : checkIns) {
                LocalDate day = dayOf(one.occurredAt());
                int streak = 0;
                while (firsts.containsKey(day.minusDays(streak))) {
                    streak++;
                }
                expected.put(
                        one,
                        one.equals(firsts.get(day))
                                ? String.valueOf(TABLE.get(Math.min(streak, TABLE.size()) - 1))
                                : "SAME_DAY");
            }
            assertThat(checkIns(checkIns)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void check_ins_of_a_day_are_judged_rightly_by_what_the_rule_asks_for() {
        CheckInRule rule = new CheckInRule(POLICY);
        for (int i = 0; i < HISTORIES; i++) {
            List<ActivityCase> all = activities(Activity.CHECK_IN, 30);
            LocalDate from = aDay();
            List<ActivityCase> read = all.stream()
                    .filter(one -> !dayOf(one.occurredAt()).isBefore(rule.readFrom(from)))
                    .toList();

            Map<ActivityCase, String> expected = new HashMap<>(checkIns(all));
            expected.keySet().removeIf(one -> dayOf(one.occurredAt()).isBefore(from));
            assertThat(shown(rule.judge(COINS, true, read, from, checkIn -> Standing.OPEN)))
                    .as("seed %d, from %s", seed, from)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_late_check_in_changes_nothing_beyond_the_days_that_the_rule_names() {
        CheckInRule rule = new CheckInRule(POLICY);
        Set<Long> distances = new HashSet<>();
        for (int i = 0; i < HISTORIES; i++) {
            List<ActivityCase> all = activities(Activity.CHECK_IN, 40);
            if (all.isEmpty()) {
                continue;
            }
            LocalDate day = dayOf(all.get(0).occurredAt());
            Map<ActivityCase, String> after = checkIns(all);
            checkIns(all.subList(1, all.size())).forEach((one, award) -> {
                if (!award.equals(after.get(one))) {
                    LocalDate changed = dayOf(one.occurredAt());
                    assertThat(changed).as("seed %d, day %s", seed, day).isBetween(day, rule.lastAffected(day));
                    distances.add(changed.toEpochDay() - day.toEpochDay());
                }
            });
        }
        assertThat(distances).as("seed %d", seed).contains(0L, 1L, 4L);
    }

    @Test
    void shares_earn_up_to_their_caps_in_any_order_of_arrival() {
        for (int i = 0; i < HISTORIES; i++) {
            List<ActivityCase> shares = activities(Activity.SHARE, 40);
            assertThat(shares(shares)).as("seed %d", seed).isEqualTo(modelOfShares(shares));
        }
    }

    /** Picks the earliest that is left, again and again. */
    private static Map<ActivityCase, String> modelOfShares(List<ActivityCase> shares) {
        Map<ActivityCase, String> model = new HashMap<>();
        List<ActivityCase> left = new ArrayList<>(shares);
        List<ActivityCase> earned = new ArrayList<>();
        while (!left.isEmpty()) {
            ActivityCase next = left.get(0);
            for (ActivityCase other : left) {
                next = before(other, next) ? other : next;
            }
            left.remove(next);
            int inAll = 0;
            int onDay = 0;
            for (ActivityCase one : earned) {
                if (one.name().equals(next.name())) {
                    inAll++;
                    onDay += dayOf(one.occurredAt()).equals(dayOf(next.occurredAt())) ? 1 : 0;
                }
            }
            model.put(next, inAll == 5 ? "CAP_IN_ALL" : onDay == 2 ? "CAP_A_DAY" : "3");
            if (inAll < 5 && onDay < 2) {
                earned.add(next);
            }
        }
        return model;
    }

    @Test
    void shares_from_a_day_on_are_judged_rightly_with_the_number_of_those_that_earned_before() {
        for (int i = 0; i < HISTORIES; i++) {
            List<ActivityCase> all = activities(Activity.SHARE, 40);
            LocalDate from = aDay();
            Map<ActivityCase, String> expected = new HashMap<>(shares(all));
            Map<String, Long> before = new TreeMap<>();
            expected.entrySet().removeIf(one -> {
                boolean earlier = dayOf(one.getKey().occurredAt()).isBefore(from);
                if (earlier && one.getValue().equals("3")) {
                    before.merge(one.getKey().name(), 1L, Long::sum);
                }
                return earlier;
            });

            List<ActivityCase> read = List.copyOf(expected.keySet());
            assertThat(shown(new NamedActivityRule(POLICY)
                            .judge(
                                    COINS,
                                    true,
                                    read,
                                    series -> before.getOrDefault(series.name(), 0L),
                                    share -> Standing.OPEN)))
                    .as("seed %d, from %s", seed, from)
                    .isEqualTo(expected);
        }
    }

    /** Of few lines, some of them somebody else's or not completed. */
    private List<ReviewCase> someReviews() {
        List<ReviewCase> reviews = new ArrayList<>();
        int count = random.nextInt(40);
        for (int i = 1; i <= count; i++) {
            int line = 1 + random.nextInt(25);
            reviews.add(new ReviewCase(
                    i,
                    7,
                    anInstant(),
                    Optional.empty(),
                    42,
                    line,
                    Optional.of(new ReviewCase.ReviewedOrder(
                            OptionalLong.of(line % 7 == 0 ? 8 : 7),
                            5,
                            line % 5 == 0 ? OrderStatus.SHIPPED : OrderStatus.COMPLETED,
                            true,
                            Optional.of(new ReviewCase.Product(line, null)),
                            true)),
                    true,
                    Optional.empty()));
        }
        return reviews;
    }

    @Test
    void reviews_earn_once_for_each_line_up_to_the_days_cap_in_any_order_of_arrival() {
        for (int i = 0; i < HISTORIES; i++) {
            List<ReviewCase> reviews = someReviews();
            Map<ReviewCase, String> model = modelOfReviews(reviews);
            assertThat(reviews(reviews)).as("seed %d", seed).isEqualTo(model);

            Collections.shuffle(reviews, random);
            assertThat(reviews(reviews)).as("seed %d", seed).isEqualTo(model);
        }
    }

    /** Asks of each review by itself which others come before it. */
    private static Map<ReviewCase, String> modelOfReviews(List<ReviewCase> reviews) {
        Map<ReviewCase, String> model = new HashMap<>();
        for (ReviewCase review : reviews) {
            boolean late = !review.publishedAt().isBefore(Instant.parse("2026-11-03T08:00:00Z"));
            if (!counts(review)) {
                model.put(review, review.lineNo() % 7 == 0 ? "NOT_BOUGHT" : "ORDER_COMPLETION");
            } else if (!firstOfLine(review, reviews)) {
                model.put(review, "DUPLICATE");
            } else {
                long earlier = reviews.stream()
                        .filter(other -> before(other, review)
                                && dayOf(other.publishedAt()).equals(dayOf(review.publishedAt()))
                                && counts(other)
                                && firstOfLine(other, reviews))
                        .count();
                model.put(review, earlier >= (late ? 3 : 2) ? "CAP_A_DAY" : late ? "5" : "4");
            }
        }
        return model;
    }

    private static boolean counts(ReviewCase review) {
        return review.lineNo() % 7 != 0 && review.lineNo() % 5 != 0;
    }

    private static boolean firstOfLine(ReviewCase review, List<ReviewCase> reviews) {
        return reviews.stream().noneMatch(other -> other.lineNo() == review.lineNo() && before(other, review));
    }

    @Test
    void reviews_of_a_day_are_judged_rightly_by_what_the_rule_asks_for() {
        for (int i = 0; i < HISTORIES; i++) {
            List<ReviewCase> all = someReviews();
            LocalDate day = aDay();
            Set<Integer> lines = new HashSet<>();
            all.stream().filter(one -> dayOf(one.publishedAt()).equals(day)).forEach(one -> lines.add(one.lineNo()));
            List<ReviewCase> read =
                    all.stream().filter(one -> lines.contains(one.lineNo())).toList();

            Map<ReviewCase, String> expected = new HashMap<>(reviews(all));
            expected.keySet().removeIf(one -> !dayOf(one.publishedAt()).equals(day));
            Map<ReviewCase, String> judged = new HashMap<>(reviews(read));
            judged.keySet().removeIf(one -> !dayOf(one.publishedAt()).equals(day));
            assertThat(judged).as("seed %d, day %s", seed, day).isEqualTo(expected);
        }
    }

    private static boolean before(ActivityCase a, ActivityCase b) {
        return a.occurredAt().isBefore(b.occurredAt())
                || (a.occurredAt().equals(b.occurredAt()) && a.activityId() < b.activityId());
    }

    private static boolean before(ReviewCase a, ReviewCase b) {
        return a.publishedAt().isBefore(b.publishedAt())
                || (a.publishedAt().equals(b.publishedAt()) && a.reviewId() < b.reviewId());
    }
}
