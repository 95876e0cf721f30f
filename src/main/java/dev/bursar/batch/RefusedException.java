package dev.bursar.batch;

/** A step that will not go on unless a person says so: trying again does not help. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;
    private final String confirmation;

    /** @param confirmation the option of {@code bursar run} that says so */
    public RefusedException(String why, String confirmation) {
        super(why);
        this.why = why;
        this.confirmation = confirmation;
    }

    public String why() {
        return why;
    }

    public String confirmation() {
        return confirmation;
    }
}
