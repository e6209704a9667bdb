package io.vestnik.delivery;

/** The point of no return of one attempt. */
@FunctionalInterface
public interface Handover {
    /**
     * Makes durable that the far side may have the message from now on. Call it once, immediately
     * before the step that hands the message over: the final dot, the request.
     *
     * @throws ClaimLostException when another sender has taken over this attempt
     * @throws RuntimeException when it could not be made durable; nothing may be handed over then
     */
    void begin();
}
