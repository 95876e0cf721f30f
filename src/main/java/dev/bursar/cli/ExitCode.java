package dev.bursar.cli;

/** What a command's exit code tells whoever started it ({@code docs/operators.md}, exit codes). */
final class ExitCode {

    /** Done, or nothing to do. */
    static final int DONE = 0;

    /** Wrong arguments or configuration: trying again does not help. */
    static final int REFUSED = 2;

    /** The books do not tie. */
    static final int DEVIATION = 3;

    /** Stopped on request: run it again to go on. */
    static final int STOPPED = 4;

    /** Failed: trying again may help. */
    static final int FAILED = 5;

    /** Done, but rows were set aside. */
    static final int SET_ASIDE = 6;

    /** The lock stayed busy, or the same run is under way elsewhere. */
    static final int BUSY = 75;

    private ExitCode() {}
}
