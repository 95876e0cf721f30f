package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How much may lapse at once before a person has to confirm it, and where a law wants a notice first ({@code docs/rules.md §4}). */
public final class LapseSettings {

    private final Timeline<BigDecimal> share;
    private final Timeline<Long> floor;
    private final Map<String, InForce<NoticeTerm>> notices;

    LapseSettings(Timeline<BigDecimal> share, Timeline<Long> floor, Map<String, InForce<NoticeTerm>> notices) {
        this.share = share;
        this.floor = floor;
        this.notices = Collections.unmodifiableMap(new LinkedHashMap<>(notices));
    }

    /**
     * @param lastLiveAt a UTC instant of the units' last day
     * @return how much of all outstanding units may lapse at once, with the entry that says so: 0.1 is a tenth
     */
    public InForce<BigDecimal> shareAt(Instant lastLiveAt) {
        return share.inForceAt(lastLiveAt);
    }

    /** @return so many units may always lapse at once */
    public long floorAt(Instant lastLiveAt) {
        return floor.at(lastLiveAt);
    }

    /** Whether any law wants a notice before units lapse. */
    public boolean wantsNotices() {
        return !notices.isEmpty();
    }

    /**
     * @param jurisdiction a member's, ISO 3166-2 or a country's code
     * @return when units may lapse, where its law wants a notice first: the part's own entry, else the country's
     */
    public Optional<NoticeTerm> noticeIn(String jurisdiction) {
        return Optional.ofNullable(notices.get(jurisdiction))
                .or(() -> Optional.ofNullable(notices.get(jurisdiction.replaceFirst("-.*", ""))))
                .map(InForce::value);
    }

    Map<String, InForce<NoticeTerm>> notices() {
        return notices;
    }

    Timeline<BigDecimal> shares() {
        return share;
    }

    Timeline<Long> floors() {
        return floor;
    }
}
