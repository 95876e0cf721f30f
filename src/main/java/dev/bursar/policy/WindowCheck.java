package dev.bursar.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds overlaps and holes between the windows of one setting. */
record WindowCheck(Moments moments) {

    /** Two values at once are a fault: which one would count? */
    <T> void noOverlap(String what, List<Dated<T>> windows) {
        Dated<T> reaching = null;
        for (Dated<T> next : sorted(windows)) {
            if (reaching != null
                    && next.window().from().isBefore(reaching.window().to())) {
                next.place()
                        .fault(what + " is already in force "
                                + (next.window().from().equals(Instant.MIN)
                                        ? "before"
                                        : "on " + show(next.window().from()))
                                + " by " + reaching.place().place()
                                + "; let the one end (`to`) where the other begins (`from`)");
            }
            if (reaching == null
                    || reaching.window().to().isBefore(next.window().to())) {
                reaching = next;
            }
        }
    }

    /** A hole between two windows is a fault: most likely a wrong date. */
    <T> void noGap(String what, List<Dated<T>> windows) {
        Instant covered = Instant.MAX;
        for (Dated<T> next : sorted(windows)) {
            Instant from = next.window().from();
            if (covered.isBefore(from)) {
                next.place()
                        .fault(what + " has a gap from " + show(covered) + " to " + show(from)
                                + "; close it, or write what holds in between as a window of its own");
            }
            if (covered.equals(Instant.MAX) || covered.isBefore(next.window().to())) {
                covered = next.window().to();
            }
            if (covered.equals(Instant.MAX)) {
                return;
            }
        }
    }

    /** A setting that is always needed must not run out. */
    <T> void noEnd(String what, List<Dated<T>> windows) {
        windows.stream()
                .max(Comparator.comparing(dated -> dated.window().to()))
                .filter(last -> !last.window().to().equals(Instant.MAX))
                .ifPresent(last -> last.place()
                        .fault(what + " ends on " + show(last.window().to())
                                + "; take that `to` out, or write what holds from then on"));
    }

    private String show(Instant edge) {
        return moments.show(edge);
    }

    private static <T> List<Dated<T>> sorted(List<Dated<T>> windows) {
        List<Dated<T>> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparing(dated -> dated.window().from()));
        return sorted;
    }
}
