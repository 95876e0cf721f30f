package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a market, whole and free of faults. A rule applies to a fact if the fact's effective time, a UTC instant,
 * lies in the rule's window ({@code docs/rules.md §0}); what each setting means is told in {@code docs/policy.md}. Immutable
 * and safe to share; look-ups neither scan nor fail.
 */
public final class Policy {

    private final MarketSettings market;
    private final CoinSettings coins;
    private final ProgrammeSettings points;
    private final Rewards rewards;
    private final Promotions promotions;
    private final SpendingSettings spending;
    private final RefundSettings refunds;
    private final CouponSettings coupons;
    private final LapseSettings lapse;

    Policy(
            MarketSettings market,
            CoinSettings coins,
            ProgrammeSettings points,
            Rewards rewards,
            Promotions promotions,
            SpendingSettings spending,
            RefundSettings refunds,
            CouponSettings coupons,
            LapseSettings lapse) {
        this.market = market;
        this.coins = coins;
        this.points = points;
        this.rewards = rewards;
        this.promotions = promotions;
        this.spending = spending;
        this.refunds = refunds;
        this.coupons = coupons;
        this.lapse = lapse;
    }

    /** Stamped on all that is posted; 1 and up. */
    public int version() {
        return market.version();
    }

    /** The market's name, for reports. */
    public String market() {
        return market.name();
    }

    /** The zone whose days count. */
    public ZoneId zone() {
        return market.zone();
    }

    /** How long after its effective time a fact is still judged by it; later ones are LATE ({@code docs/rules.md §0}). */
    public Period grace() {
        return market.grace();
    }

    /** How long a fact may wait for its parts before it is an exception too ({@code docs/rules.md §0}). */
    public Period patience() {
        return market.patience();
    }

    /**
     * Coins per 1.00 paid, by the most specific rate in force: one that names the store goes before one that does not, then
     * one that names the category, then one that names the event.
     *
     * @param currency ISO 4217
     * @param event    the promotion day's name that the order carries, if any
     * @return an exact decimal, 0 or more, with the entry that says so; empty: nothing is said about that currency
     */
    public Optional<InForce<BigDecimal>> coinRate(
            long storeId, @Nullable String category, String currency, @Nullable String event, Instant at) {
        return coins.rates().at(storeId, category, currency, event, at);
    }

    /** Whether a category earns nothing in a programme, whatever the product's own reward. */
    public boolean excluded(ProgrammeKind programme, @Nullable String category, Instant at) {
        if (category == null) {
            return false;
        }
        Timeline<Boolean> timeline = common(programme).excluded().get(category);
        return timeline != null && timeline.at(at);
    }

    /** The entry by which a category earns nothing in a programme; empty: it may earn. */
    public Optional<InForce<Boolean>> exclusion(ProgrammeKind programme, @Nullable String category, Instant at) {
        return category != null && excluded(programme, category, at)
                ? Optional.ofNullable(common(programme).excluded().get(category))
                        .map(timeline -> timeline.inForceAt(at))
                : Optional.empty();
    }

    /** How long coins live that are earned at an instant. */
    public Life coinLifeAt(Instant at) {
        return coinLife(at).value();
    }

    /** The same, with the entry that says so. */
    public InForce<Life> coinLife(Instant at) {
        return coins.life().inForceAt(at);
    }

    /** Who pays for coins earned at an instant, unless a promotion names another. */
    public String coinFunderAt(Instant at) {
        return coinFunder(at).value();
    }

    /** The same, with the entry that says so. */
    public InForce<String> coinFunder(Instant at) {
        return coins.funder().inForceAt(at);
    }

    /** How long units wait that are earned at an instant; zero: not at all. */
    public InForce<Period> pending(ProgrammeKind programme, Instant at) {
        return common(programme).pending().inForceAt(at);
    }

    /**
     * When units can be spent: at once, or from the end of the local day on which their pending period is over.
     *
     * @param earnedAt UTC instant of the fact that earned them
     */
    public Instant availableAt(ProgrammeKind programme, Instant earnedAt) {
        Period pending = pending(programme, earnedAt).value();
        return pending.isZero()
                ? earnedAt
                : LocalDays.endOf(LocalDays.dayOf(earnedAt, zone()).plus(pending), zone());
    }

    /**
     * What an activity earns, by the setting for its name, else by the one for any name.
     *
     * @param activity any but {@link Activity#ORDER}, which earns by rates
     * @param name     of a task, a share, a game or a collection event; empty for any other activity
     * @return empty: the policy gives nothing for it at that instant
     */
    public Optional<Reward> reward(Activity activity, ProgrammeKind programme, String name, Instant at) {
        return rewards.at(activity, programme, name, at);
    }

    /**
     * How many steps the longest table of check-ins has, whenever it is in force; 1 without any. A streak that is longer
     * earns what one of this length earns.
     */
    public int longestStreak() {
        return rewards.longestStreak();
    }

    /** The promotions that run at an instant, by ascending id; the same list for the same span of time. */
    public List<Promotion> promotionsAt(Instant at, Activity activity, ProgrammeKind programme) {
        return promotions.at(at, activity, programme);
    }

    /** What members may spend, and what it is worth ({@code docs/rules.md §3}). */
    public SpendingSettings spending() {
        return spending;
    }

    /** What refunds give back ({@code docs/rules.md §5}). */
    public RefundSettings refunds() {
        return refunds;
    }

    /** What becomes of coupons ({@code docs/rules.md §5}). */
    public CouponSettings coupons() {
        return coupons;
    }

    /** How much may lapse at once ({@code docs/rules.md §4}). */
    public LapseSettings lapse() {
        return lapse;
    }

    /** Where a promotion of this policy stands. */
    public Optional<Source> sourceOf(Promotion promotion) {
        return Optional.ofNullable(promotions.said().get(promotion.id())).flatMap(InForce::source);
    }

    /** All that the policy says, for people. */
    public List<Outline.Section> outline() {
        return new Outline(market, coins, points, spending, refunds, coupons, lapse, rewards, promotions).sections();
    }

    private ProgrammeSettings common(ProgrammeKind programme) {
        return programme == ProgrammeKind.COINS ? coins.common() : points;
    }
}
