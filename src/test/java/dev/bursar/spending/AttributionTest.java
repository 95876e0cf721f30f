package dev.bursar.spending;

import static dev.bursar.spending.ARedemption.aRedemption;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/rules.md §3: to which lines a redemption's units went. */
class AttributionTest {

    @Test
    void equal_remainders_go_to_the_lower_line_however_large_its_share_is() {
        assertThat(Attribution.of(
                        200,
                        true,
                        aRedemption(200)
                                .line(9000, 0, 4000, 0)
                                .line(9000, 0, 1000, 0)
                                .line(9000, 0, 1000, 0)
                                .order()
                                .lines()))
                .isEqualTo(Map.of(1, 134L, 2, 33L, 3, 33L));
    }
}
