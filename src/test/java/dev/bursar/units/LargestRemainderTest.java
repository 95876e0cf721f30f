package dev.bursar.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.units.LargestRemainder.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Random orders from a printed seed; {@code -Dbursar.seed=N} repeats one. */
class LargestRemainderTest {

    private static final int ORDERS = 3_000;

    private final long seed = Long.getLong("bursar.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void a_split_adds_up() {
        for (int i = 0; i < ORDERS; i++) {
            List<Share> shares = shares();
            long units = floorOfSum(shares);

            assertThat(split(shares).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as("seed %d: %s", seed, shares)
                    .isEqualTo(units);
        }
    }

    @Test
    void no_line_is_off_its_exact_share_by_a_unit_or_more() {
        for (int i = 0; i < ORDERS; i++) {
            List<Share> shares = shares();
            SortedMap<Integer, Long> split = split(shares);

            assertThat(shares)
                    .as("seed %d", seed)
                    .allSatisfy(share -> assertThat(share.exact()
                                    .subtract(BigDecimal.valueOf(split.getOrDefault(share.lineNo(), 0L)))
                                    .abs())
                            .isLessThan(BigDecimal.ONE));
        }
    }

    @Test
    void the_order_of_the_lines_makes_no_difference() {
        for (int i = 0; i < ORDERS; i++) {
            List<Share> shares = shares();
            List<Share> shuffled = new ArrayList<>(shares);
            Collections.shuffle(shuffled, random);

            assertThat(split(shuffled)).as("seed %d: %s", seed, shares).isEqualTo(split(shares));
        }
    }

    @Test
    void a_line_that_earns_nothing_gets_nothing() {
        for (int i = 0; i < ORDERS; i++) {
            List<Share> shares = shares();
            SortedMap<Integer, Long> split = split(shares);

            assertThat(shares)
                    .as("seed %d", seed)
                    .filteredOn(share -> share.exact().signum() == 0)
                    .noneMatch(share -> split.containsKey(share.lineNo()));
        }
    }

    @Test
    void ties_go_to_the_lower_line_numbers() {
        BigDecimal half = new BigDecimal("0.5");

        assertThat(LargestRemainder.split(1, List.of(new Share(9, half), new Share(3, new BigDecimal("0.50")))))
                .isEqualTo(Map.of(3, 1L));
    }

    private static SortedMap<Integer, Long> split(List<Share> shares) {
        return LargestRemainder.split(floorOfSum(shares), shares);
    }

    private static long floorOfSum(List<Share> shares) {
        return shares.stream()
                .map(Share::exact)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** Few digits make ties, many make long remainders. */
    private List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        int lines = 1 + random.nextInt(8);
        int digits = random.nextInt(7);
        for (int line = 1; line <= lines; line++) {
            shares.add(new Share(
                    line * 3, BigDecimal.valueOf(random.nextInt(5) == 0 ? 0 : random.nextInt(5_000), digits)));
        }
        return shares;
    }
}
