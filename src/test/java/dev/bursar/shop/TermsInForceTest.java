package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TermsInForceTest {

    private final StoreTerms january = terms(5, "2026-01-01");
    private final StoreTerms june = terms(5, "2026-06-01");
    private final TermsInForce terms = new TermsInForce(List.of(june, january, terms(6, "2026-03-01")));

    @Test
    void the_latest_terms_that_began_by_the_day_hold() {
        assertThat(terms.on(LocalDate.parse("2026-05-31"), 5)).contains(january);
        assertThat(terms.on(LocalDate.parse("2026-06-01"), 5)).contains(june);
    }

    @Test
    void a_store_has_no_terms_before_its_first() {
        assertThat(terms.on(LocalDate.parse("2025-12-31"), 5)).isEmpty();
        assertThat(terms.on(LocalDate.parse("2026-06-01"), 7)).isEmpty();
    }

    private static StoreTerms terms(long storeId, String validFrom) {
        return new StoreTerms(
                storeId,
                LocalDate.parse(validFrom),
                true,
                "USD",
                BigDecimal.ONE,
                new BigDecimal("0.01"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
