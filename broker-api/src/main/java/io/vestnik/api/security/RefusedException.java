package io.vestnik.api.security;

/** Ends a change of the settings, and its transaction, with a reason for whoever wanted it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal why;

    /** For this reason. */
    public RefusedException(Refusal why) {
        super(why.word());
        this.why = why;
    }

    /** The reason. */
    public Refusal why() {
        return why;
    }
}
