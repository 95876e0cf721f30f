package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RandomHistoriesTest {

    @Test
    void the_heart_and_a_model_unit_by_unit_say_the_same() {
        RandomHistories.each(4000, history -> {
            Account account = history.account();
            Instant asOf = history.anInstant();
            assertThat(Books.of(account.judge(asOf)))
                    .as("%s as of %s", Telling.of(account), asOf)
                    .isEqualTo(UnitByUnit.judge(account, asOf));
        });
    }
}
