package dev.bursar.earning;

import dev.bursar.policy.Activity;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds activities of one member for tests: done for the platform, unless said otherwise. */
final class AnActivity {

    private final long id;
    private final Activity kind;
    private final String name;
    private final Instant occurredAt;
    private OptionalLong storeId = OptionalLong.empty();
    private boolean storeKnown;
    private Optional<StoreTerms> terms = Optional.empty();

    private AnActivity(long id, Activity kind, String name, String occurredAt) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.occurredAt = Instant.parse(occurredAt);
    }

    static AnActivity aCheckIn(long id, String occurredAt) {
        return new AnActivity(id, Activity.CHECK_IN, "", occurredAt);
    }

    static AnActivity aShare(long id, String name, String occurredAt) {
        return new AnActivity(id, Activity.SHARE, name, occurredAt);
    }

    static AnActivity a(Activity kind, long id, String name, String occurredAt) {
        return new AnActivity(id, kind, name, occurredAt);
    }

    /** A store that is known and takes part. */
    AnActivity forStore(long newStoreId) {
        storeId = OptionalLong.of(newStoreId);
        storeKnown = true;
        terms = OrderCases.terms("USD", true);
        return this;
    }

    AnActivity inAnUnknownStore() {
        storeKnown = false;
        return this;
    }

    AnActivity under(Optional<StoreTerms> newTerms) {
        terms = newTerms;
        return this;
    }

    ActivityCase build() {
        return new ActivityCase(id, kind, name, storeId, occurredAt, storeKnown, terms);
    }
}
