package io.vestnik.api.config;

/** Ends the start of the service with a sentence for its operator instead of a stack trace. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Both are whole sentences.
     *
     * @param reason what is wrong, naming value and limit
     * @param remedy what to do about it
     */
    public StartRefusedException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
