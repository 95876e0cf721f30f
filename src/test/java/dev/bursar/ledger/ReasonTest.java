package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @ParameterizedTest
    @EnumSource
    void a_reason_is_found_by_its_code(Reason reason) {
        assertThat(Reason.of(reason.code())).contains(reason);
        assertThat(reason.code()).isBetween(1, (int) Short.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void a_reason_says_in_one_sentence_what_to_do(Reason reason) {
        assertThat(reason.explanation()).hasSizeLessThanOrEqualTo(300).matches("[A-Z].*[,;] .*\\.");
    }

    @Test
    void an_unknown_code_is_none() {
        assertThat(Reason.of(9_999)).isEmpty();
    }
}
