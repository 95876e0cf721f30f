package dev.bursar.cli;

import dev.bursar.database.Database;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        description = {
            "Brings the database's tables to what this version of Bursar needs.",
            "Does nothing where they are. Needs a user that may create and alter tables; runs need less. The embedded"
                    + " database migrates by itself."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Example:", "  BURSAR_DB_URL=jdbc:mysql://db.example:3306/bursar bursar migrate", ""})
final class MigrateCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private JsonOption json;

    MigrateCommand(Session session) {
        this.session = session;
    }

    record Migrated(String database, List<Integer> applied) {}

    @Override
    public Integer call() {
        Database database = session.database();
        Migrated migrated = new Migrated(database.settings().toString(), database.migrate());
        Console console = session.console();
        if (json.asked()) {
            console.print(Json.of(migrated));
        } else if (migrated.applied().isEmpty()) {
            console.print("Nothing to do: " + migrated.database() + " is up to date.");
        } else {
            console.print("Applied "
                    + Texts.count(migrated.applied().size(), "migration") + " to " + migrated.database() + ": "
                    + migrated.applied().stream().map("V%03d"::formatted).collect(Collectors.joining(", ")));
        }
        return ExitCode.DONE;
    }
}
