package io.vestnik.delivery.rabbit;

/** The broker cannot keep what Vestnik promises; its message says what to change. */
final class UnfitBrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitBrokerException(String what) {
        super(what);
    }
}
