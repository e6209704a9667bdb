package io.vestnik.delivery;

/** Another sender has taken over this attempt: stop, and hand nothing over. */
public final class ClaimLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the attempt of this number. */
    public ClaimLostException(int attempt) {
        super("Attempt " + attempt + " was taken over by another sender");
    }
}
