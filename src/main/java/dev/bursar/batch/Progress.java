package dev.bursar.batch;

/** Told by a run how far it has come. Called from several threads; must not fail. */
public interface Progress {

    /** For a run that nobody watches. */
    Progress SILENT = new Progress() {
        @Override
        public void begin(String step, long planned) {}

        @Override
        public void advance(long rows) {}

        @Override
        public void end() {}
    };

    /** @param planned rows that the step will do, as far as is known when it begins */
    void begin(String step, long planned);

    /** @param rows done and committed since the last call */
    void advance(long rows);

    void end();
}
