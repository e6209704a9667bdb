package io.vestnik.delivery.channel;

import java.util.List;

/** PORT: the pauses of one channel, which all its senders see. */
public interface Pauses {
    /**
     * What holds the channel now; empty when it runs.
     *
     * @throws RuntimeException when nobody can tell
     */
    List<Pause> current();

    /**
     * Pauses it for a fault of our own set-up.
     *
     * @return false when it is paused for that already
     */
    boolean pauseForSetUp(String reason);

    /**
     * Ends the pause for a fault of our own set-up.
     *
     * @return false when somebody else has ended it
     */
    boolean endSetUp(String reason);
}
