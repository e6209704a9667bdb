package io.vestnik.delivery;

/** A message lost its place while it waited: nothing was begun, and it goes back to its queue. */
public final class TurnedAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Before its attempt. */
    public TurnedAwayException() {
        super("Nothing was begun");
    }
}
