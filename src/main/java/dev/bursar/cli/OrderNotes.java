package dev.bursar.cli;

import dev.bursar.earning.OrderExplanation;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says how the judgement of an order stands to the books: what the next run makes of it, and why the two may differ. */
record OrderNotes(
        Policy policy, OrderExplanation explained, OrderView.Books books, List<OrderView.Programme> programmes) {

    List<String> tell() {
        List<String> notes = new ArrayList<>();
        boolean looksAtIt = explained.onWorkList() && explained.timeHasCome();
        if (explained.before().isEmpty()) {
            notes.add("No run has judged it yet.");
        }
        if (looksAtIt) {
            notes.add(nextRun());
        } else if (explained.onWorkList()) {
            notes.add("It says that it is completed at a time that has not come; the first run after that judges it.");
        } else {
            notes.add(
                    "It is not on the work list: no run looks at it until the shop reports a change of it, its lines or"
                            + " the store's terms.");
        }
        explained.items().stream()
                .filter(item -> looksAtIt)
                .map(item -> "That run lists it as " + item.reason() + " for " + lower(item.purpose()) + ": "
                        + item.detail() + ".")
                .forEach(notes::add);
        explained.before().ifPresent(before -> {
            differences(before, looksAtIt, notes);
            late(notes);
        });
        return notes;
    }

    private String nextRun() {
        if (!explained.credits().isEmpty()) {
            return "The next run credits "
                    + Stream.of(Purpose.COINS, Purpose.POINTS)
                            .filter(purpose -> credits(purpose) > 0)
                            .map(purpose -> Texts.number(credits(purpose)) + " " + lower(purpose))
                            .collect(Collectors.joining(" and "))
                    + ".";
        }
        FactOutcome next = explained.next();
        return next.isOpen()
                ? "The next run credits nothing; it looks at it again each time until the cause is gone."
                : "The next run credits nothing more, and takes it off the work list.";
    }

    /** What was posted or judged stays as it was, whatever is said now. */
    private void differences(FactOutcome before, boolean looksAtIt, List<String> notes) {
        boolean any = false;
        for (Purpose purpose : List.of(Purpose.COINS, Purpose.POINTS)) {
            OrderView.Programme now = programmes.get(purpose == Purpose.COINS ? 0 : 1);
            Reason then = before.of(purpose);
            long posted = posted(purpose);
            if (posted == now.credited() && (posted > 0 || then.name().equals(now.outcome()))) {
                continue;
            }
            if (posted == 0 && looksAtIt) {
                continue;
            }
            any = true;
            notes.add("The books hold " + Texts.number(posted) + " " + lower(purpose) + " for it (" + then
                    + "), and not " + Texts.number(now.credited()) + " (" + now.outcome() + ").");
        }
        if (any) {
            notes.add(cause());
        }
    }

    private String cause() {
        if (explained.figuresChanged()) {
            return "The shop has changed the order since; what was posted stays.";
        }
        List<Integer> versions = books.lots().stream()
                .map(OrderBooksStore.Lot::policyVersion)
                .filter(version -> version != policy.version())
                .distinct()
                .sorted()
                .toList();
        return versions.isEmpty()
                ? "What was judged stays, also where the policy or the store's terms are corrected for a time that is over;"
                        + " \"bursar verify\" tells whether the books are wrong."
                : "It was judged by version " + versions.get(0) + " of the policy, and this is version "
                        + policy.version() + "; what was judged stays.";
    }

    private void late(List<String> notes) {
        Instant completed = explained.facts().order().completedAt();
        books.lots().stream()
                .map(OrderBooksStore.Lot::earnedAt)
                .filter(earned -> completed != null && earned.isAfter(completed))
                .findFirst()
                .ifPresent(earned -> notes.add("It came later than the policy's grace: the books count it as of "
                        + Texts.minute(earned, policy.zone()) + "."));
    }

    private long posted(Purpose purpose) {
        return books.lots().stream()
                .filter(lot -> (lot.programme() == 0) == (purpose == Purpose.COINS))
                .mapToLong(OrderBooksStore.Lot::earned)
                .sum();
    }

    private long credits(Purpose purpose) {
        return explained.credits().stream()
                .filter(credit -> (credit.account().programmeId() == 0) == (purpose == Purpose.COINS))
                .mapToLong(credit -> credit.credit().units())
                .sum();
    }

    private static String lower(Purpose purpose) {
        return purpose == Purpose.COINS ? "coins" : "points";
    }
}
