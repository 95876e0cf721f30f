package dev.bursar.cli;

import dev.bursar.earning.OrderExplanation;
import dev.bursar.earning.OrderExplanationReader;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = {
            "Shows which rule gave what on which line of an order, and why.",
            "Judges the order as it is in the database, by the code that credit-orders runs, and shows each step: rates,"
                    + " promotions, rounding, when units can be spent and until when, each with the policy's entry that says"
                    + " so; then what the books hold of it, and what was redeemed on it. Changes nothing. No names or addresses."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar policy explain --order 4711",
            "  bursar policy explain --order 4711 --policy draft/",
            ""
        })
final class PolicyExplainCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            required = true,
            converter = Numbers.OrderId.class,
            description = "The shop's id of the order.")
    private long order;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Judge by the policy of this folder (default: the one that a run reads).")
    private @Nullable Path folder;

    @Mixin
    private JsonOption json;

    PolicyExplainCommand(Session session) {
        this.session = session;
    }

    /** What was read at one moment. */
    private record Seen(Optional<OrderExplanation> explained, long lines, OrderView.Books books) {}

    @Override
    public Integer call() {
        Console console = session.console();
        Policy policy = folder == null ? session.policy() : PolicyFiles.read(folder);
        Path home = PolicyCheckCommand.near(folder == null ? session.policyFolder() : folder);
        Instant now = session.clock().instant();
        DataSource database = session.pool();
        Seen seen = readOnly(database).execute(status -> look(new JdbcTemplate(database), policy, now));
        if (seen.explained().isEmpty()) {
            throw notKnown(seen.lines(), console);
        }
        OrderExplanation explained = seen.explained().get();
        OrderView view = new OrderViewMaker(policy, home.toString(), explained).view(now, seen.books());
        if (json.asked()) {
            console.print(Json.of(view));
        } else {
            new OrderText(view, explained, console).print();
        }
        return ExitCode.DONE;
    }

    /** A run may post in between: all is read as of one moment. The server refuses to write. */
    private static TransactionTemplate readOnly(DataSource database) {
        TransactionTemplate readOnly = new TransactionTemplate(new JdbcTransactionManager(database));
        readOnly.setReadOnly(true);
        readOnly.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return readOnly;
    }

    private Seen look(JdbcTemplate jdbc, Policy policy, Instant now) {
        OrderExplanationReader reader = new OrderExplanationReader(jdbc, policy);
        OrderBooksStore store = new OrderBooksStore(jdbc);
        OrderSpendingStore spending = new OrderSpendingStore(jdbc);
        Optional<OrderExplanation> explained = reader.explain(order, now);
        var member = explained.map(one -> one.facts().order().member());
        List<OrderBooksStore.Lot> lots = member.isPresent() && member.get().isPresent()
                ? store.lots(member.get().getAsLong(), order)
                : List.of();
        return new Seen(
                explained,
                reader.linesOf(order),
                new OrderView.Books(store.outcome(order), lots, spending.redemptions(order, now)));
    }

    private CommandFailure notKnown(long lines, Console console) {
        if (json.asked()) {
            console.print(Json.of(new OrderView.Unknown(order, false, lines)));
        }
        return new CommandFailure(
                ExitCode.REFUSED,
                "order " + order + " is not known"
                        + (lines > 0 ? ": " + Texts.count(lines, "line") + " of it arrived, its own row did not" : ""),
                "Check the number, or deliver the order's row of orders: " + console.command() + " import orders.csv");
    }
}
