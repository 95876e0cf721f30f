package dev.bursar.cli;

import dev.bursar.batch.LockHolder;
import dev.bursar.batch.Progress;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A night that is asked to stop, as a signal asks, once its first orders are committed. */
final class DemoStop {

    private static final int PARTITIONS = 8;

    private final Session session;

    /** @param session of its own: nothing can run in it afterwards. With one thread it always stops at the same order */
    DemoStop(Session session) {
        this.session = session;
    }

    /** @return what a person who typed the command would read */
    CommandFailure run(LocalDate night) {
        JobFile nightly = session.jobs().stream()
                .filter(job -> job.name().equals("nightly"))
                .findFirst()
                .orElseThrow();
        JobPlan plan = new JobPlan(nightly.name(), nightly.steps(), Optional.of(nightly.lock()));
        RunIdentity identity = RunIdentity.of(night, nightly.zone());
        try {
            int exitCode = new Outcome(session, false)
                    .tell(
                            plan,
                            identity,
                            session.engine().runner().run(plan, identity, PARTITIONS, new StopAtFirst(session)));
            return new CommandFailure(
                    ExitCode.FAILED,
                    "the demo stops here: the run of " + night + " did not stop (exit code " + exitCode + ")",
                    "Tell the people who keep Bursar.");
        } catch (CommandFailure stopped) {
            return stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandFailure(ExitCode.FAILED, "the demo was interrupted", "Type the command again.");
        }
    }

    private record StopAtFirst(Session session) implements Progress {

        @Override
        public void waiting(LockHolder holder, Instant until) {}

        @Override
        public void begin(String step, long planned) {}

        @Override
        public void advance(long rows) {
            if (rows > 0) {
                session.requestStop();
            }
        }

        @Override
        public void end() {}
    }
}
