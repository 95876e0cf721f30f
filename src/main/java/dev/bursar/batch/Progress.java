package dev.bursar.batch;

import java.time.Instant;

/** Told by a run how far it has come. Called from several threads; must not fail. */
public interface Progress {

    /** For a run that nobody watches. */
    Progress SILENT = new Progress() {
        @Override
        public void waiting(LockHolder holder, Instant until) {}

        @Override
        public void begin(String step, long planned) {}

        @Override
        public void advance(long rows) {}

        @Override
        public void end() {}
    };

    /**
     * The run has not begun: another has its lock. Told at once, and again now and then.
     *
     * @param until UTC, this process's clock; when the run gives up
     */
    void waiting(LockHolder holder, Instant until);

    /** @param planned rows that the step will do, as far as is known when it begins */
    void begin(String step, long planned);

    /** @param rows done and committed since the last call */
    void advance(long rows);

    void end();
}
