package io.vestnik.delivery.rabbit;

/** A message that no attempt can be made of, now or ever; its message says why. */
final class PoisonMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoisonMessageException(String why) {
        super(why);
    }
}
