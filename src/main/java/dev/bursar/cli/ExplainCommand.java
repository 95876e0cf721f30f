package dev.bursar.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = {
            "Tells what happened to the units of an order, a refund or a member, and why.",
            "Every change with its date and figures, the earliest first, and what each refund decided: what was read, by"
                    + " which case of docs/rules.md, and how many units that came to, also where it is none. Told from the"
                    + " books as they are; changes nothing. How an order's units come about: bursar policy explain."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar explain --order 4711",
            "  bursar explain --refund 815 --json",
            "  bursar explain --member 42",
            ""
        })
final class ExplainCommand implements Callable<Integer> {

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private About about = new About();

    /** Just one of them. */
    static final class About {

        @Option(
                names = "--order",
                paramLabel = "ORDER",
                converter = Numbers.OrderId.class,
                description = "The shop's id of an order.")
        private @Nullable Long order;

        @Option(
                names = "--refund",
                paramLabel = "REFUND",
                converter = Numbers.RefundId.class,
                description = "The shop's id of a refund.")
        private @Nullable Long refund;

        @Option(
                names = "--member",
                paramLabel = "MEMBER",
                converter = Numbers.MemberId.class,
                description = "The shop's id of a member.")
        private @Nullable Long member;
    }

    @Mixin
    private JsonOption json;

    ExplainCommand(Session session) {
        this.session = session;
    }

    /**
     * As {@code --json} prints it.
     *
     * @param cancelled what the order's cancellation between payment and shipping decided
     * @param history   every change of units that it is about, the earliest first
     */
    record Story(
            String about,
            Instant asOf,
            ZoneId timeZone,
            OptionalLong member,
            List<RefundStoryStore.Refund> refunds,
            List<RefundStoryStore.Decided> cancelled,
            List<MemberView.Movement> history) {}

    @Override
    public Integer call() {
        Console console = session.console();
        JdbcTemplate jdbc = session.jdbc();
        Story story = story(new RefundStoryStore(jdbc), new MemberStore(jdbc), console);
        if (json.asked()) {
            console.print(Json.of(story));
        } else {
            new StoryText(story, console).print();
        }
        return ExitCode.DONE;
    }

    private Story story(RefundStoryStore store, MemberStore members, Console console) {
        if (about.member != null) {
            return ofMember(about.member, store, members, console);
        }
        if (about.order != null) {
            return ofOrder(about.order, store, members, console);
        }
        long refund = about.refund == null ? 0 : about.refund;
        long order = store.orderOf(refund)
                .orElseThrow(() -> unknown("refund " + refund, "the refund's row of refunds", "refunds.csv", console));
        List<RefundStoryStore.Refund> refunds = store.refundsOf(order).stream()
                .filter(one -> one.refund() == refund)
                .toList();
        long member = store.memberOf(order).orElse(0L);
        Set<String> facts = Set.of("REFUND/" + refund);
        List<MemberView.Movement> all = history(member, members);
        // What was given back may have ended meanwhile: it lapses at that very moment.
        Set<Instant> moments = new HashSet<>();
        all.stream()
                .filter(movement -> facts.contains(movement.fact()))
                .forEach(movement -> moments.add(movement.at()));
        return story(
                "refund " + refund + " of order " + order,
                member,
                refunds,
                List.of(),
                all.stream()
                        .filter(movement -> facts.contains(movement.fact())
                                || movement.kind().equals("LAPSED") && moments.contains(movement.at()))
                        .toList());
    }

    private Story ofOrder(long order, RefundStoryStore store, MemberStore members, Console console) {
        long member = store.memberOf(order)
                .orElseThrow(() -> unknown("order " + order, "the order's row of orders", "orders.csv", console));
        List<RefundStoryStore.Refund> refunds = store.refundsOf(order);
        Set<String> facts = new HashSet<>();
        facts.add("ORDER/" + order);
        refunds.forEach(refund -> facts.add("REFUND/" + refund.refund()));
        store.redemptionsOf(order).forEach(redemption -> facts.add("REDEMPTION/" + redemption));
        return story(
                "order " + order,
                member,
                refunds,
                store.decisions("ORDER", order),
                history(member, members).stream()
                        .filter(movement -> facts.contains(movement.fact()))
                        .toList());
    }

    private Story ofMember(long member, RefundStoryStore store, MemberStore members, Console console) {
        if (!members.isKnownOrHasBooks(member)) {
            throw MemberCommand.notKnown(member, console);
        }
        List<RefundStoryStore.Refund> refunds = new ArrayList<>();
        List<RefundStoryStore.Decided> cancelled = new ArrayList<>();
        for (long order : store.refundedOrdersOf(member)) {
            refunds.addAll(store.refundsOf(order));
            cancelled.addAll(store.decisions("ORDER", order));
        }
        return story("member " + member, member, refunds, cancelled, history(member, members));
    }

    private Story story(
            String what,
            long member,
            List<RefundStoryStore.Refund> refunds,
            List<RefundStoryStore.Decided> cancelled,
            List<MemberView.Movement> history) {
        return new Story(
                what,
                session.clock().instant(),
                session.zone(),
                member == 0 ? OptionalLong.empty() : OptionalLong.of(member),
                refunds,
                cancelled,
                history);
    }

    /** The earliest first. */
    private static List<MemberView.Movement> history(long member, MemberStore members) {
        return MemberView.history(member, members, Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(MemberView.Movement::at))
                .toList();
    }

    private static CommandFailure unknown(String what, String row, String file, Console console) {
        return new CommandFailure(
                ExitCode.REFUSED,
                what + " is not known",
                "Check the number, or deliver " + row + ": " + console.command() + " import " + file);
    }
}
