package dev.bursar.earning;

import static dev.bursar.earning.OrderCases.earned;
import static dev.bursar.earning.OrderCases.terms;
import static dev.bursar.earning.RewardCases.policy;
import static dev.bursar.earning.RewardCases.show;
import static dev.bursar.policy.ProgrammeKind.COINS;
import static dev.bursar.policy.ProgrammeKind.POINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bursar.earning.ReferralCase.Referral;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The row "referral" of docs/rules.md §2. Friend 8 is referred, by member 7 unless said otherwise. */
class ReferralRuleTest {

    private static final ReferralRule RULE =
            new ReferralRule(policy("activities: {referrals: [{programme: both, units: 100, to: 2026-11-25},"
                    + " {programme: both, units: 60, from: 2026-11-25}]}"));
    private static final String FIRST_ORDER = "2026-11-24T20:00:00Z";
    private static final Referral OURS = referral(10, 7, "2026-11-19T20:00:00Z");

    private static Referral referral(long id, long member, String at) {
        return new Referral(id, member, Instant.parse(at));
    }

    private static ReferralCase facts(Referral judged, String firstOrder, Referral... others) {
        return new ReferralCase(
                judged,
                OptionalLong.empty(),
                8,
                List.of(others),
                firstOrder.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(firstOrder)),
                false,
                Optional.empty());
    }

    private static String judge(ReferralCase facts) {
        return show(RULE.judge(COINS, true, facts));
    }

    @Test
    void the_referrer_earns_when_the_friends_first_order_is_completed() {
        Award.Earned award = earned(RULE.judge(COINS, true, facts(OURS, FIRST_ORDER)));

        assertThat(show(award)).isEqualTo("100");
        assertThat(award.earnedAt()).isEqualTo(FIRST_ORDER);
    }

    @Test
    void the_completion_decides_which_setting_counts() {
        assertThat(judge(facts(OURS, "2026-11-25T07:59:59.999999Z"))).isEqualTo("100");
        assertThat(judge(facts(OURS, "2026-11-25T08:00:00Z"))).isEqualTo("60");
    }

    @Test
    void until_then_it_waits() {
        assertThat(judge(facts(OURS, ""))).isEqualTo("FRIENDS_FIRST_ORDER");
    }

    @Test
    void the_earliest_referral_of_a_friend_counts() {
        Referral earlier = referral(11, 6, "2026-11-19T19:59:59.999999Z");
        Referral later = referral(9, 5, "2026-11-19T20:00:00.000001Z");

        assertThat(judge(facts(OURS, FIRST_ORDER, later, OURS))).isEqualTo("100");
        assertThat(judge(facts(OURS, FIRST_ORDER, later, OURS, earlier))).isEqualTo("OTHER_REFERRER");
        assertThat(judge(facts(OURS, "", earlier))).isEqualTo("OTHER_REFERRER");
        assertThat(judge(facts(earlier, FIRST_ORDER, OURS, later))).isEqualTo("100");
    }

    @Test
    void of_two_at_the_same_instant_the_lower_number_is_earlier() {
        Referral same = referral(9, 6, "2026-11-19T20:00:00Z");

        assertThat(judge(facts(OURS, FIRST_ORDER, same))).isEqualTo("OTHER_REFERRER");
        assertThat(judge(facts(same, FIRST_ORDER, OURS))).isEqualTo("100");
    }

    @Test
    void a_friend_who_had_completed_an_order_before_is_not_new() {
        assertThat(judge(facts(OURS, "2026-11-19T19:59:59.999999Z"))).isEqualTo("NOT_NEW");
        assertThat(judge(facts(OURS, "2026-11-19T20:00:00Z"))).isEqualTo("100");
    }

    @Test
    void whoever_refers_themselves_earns_nothing_and_stands_in_nobodys_way() {
        Referral own = referral(1, 8, "2026-11-01T20:00:00Z");

        assertThat(judge(facts(own, FIRST_ORDER, OURS))).isEqualTo("OWN_REFERRAL");
        assertThat(judge(facts(own, ""))).isEqualTo("OWN_REFERRAL");
        assertThat(judge(facts(OURS, FIRST_ORDER, own))).isEqualTo("100");
    }

    @Test
    void a_referral_for_a_store_earns_its_points() {
        assertThat(show(forStore(COINS, true, terms("USD", true)))).isEqualTo("OTHER_PROGRAMME");
        assertThat(show(RULE.judge(POINTS, true, facts(OURS, FIRST_ORDER)))).isEqualTo("OTHER_PROGRAMME");
        assertThat(show(forStore(POINTS, false, terms("USD", true)))).isEqualTo("UNKNOWN_STORE");
        assertThat(show(forStore(POINTS, true, Optional.empty()))).isEqualTo("STORE_NOT_TAKING_PART");
        assertThat(earned(forStore(POINTS, true, terms("USD", true))).lots())
                .extracting(Award.Lot::units, Award.Lot::funder, Award.Lot::endsAt)
                .containsExactly(tuple(100L, "store:5", Optional.of(Instant.parse("2026-12-25T08:00:00Z"))));
    }

    private static Award forStore(ProgrammeKind programme, boolean known, Optional<StoreTerms> terms) {
        return RULE.judge(
                programme,
                true,
                new ReferralCase(
                        OURS, OptionalLong.of(5), 8, List.of(), Optional.of(Instant.parse(FIRST_ORDER)), known, terms));
    }

    @Test
    void an_unknown_referrer_is_waited_for() {
        assertThat(show(RULE.judge(COINS, false, facts(OURS, FIRST_ORDER)))).isEqualTo("MEMBER");
    }

    @Test
    void where_no_setting_is_in_force_nothing_is_due() {
        assertThat(show(new ReferralRule(policy("")).judge(COINS, true, facts(OURS, FIRST_ORDER))))
                .isEqualTo("NO_SETTING");
    }
}
