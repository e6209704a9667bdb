package io.vestnik.delivery.channel;

/** PORT: notifications that wait only because nobody got through to the far side. */
public interface HeldUp {
    /** Whether there are any whose time has not come. */
    boolean any();

    /**
     * Lets some of them go now, the most urgent first, and of those the oldest, by way of the
     * outbox.
     *
     * @param most how many, at least 1
     * @return how many went
     */
    int release(int most);
}
