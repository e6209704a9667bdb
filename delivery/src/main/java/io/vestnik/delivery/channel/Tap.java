package io.vestnik.delivery.channel;

/** PORT: takes the channel's messages from its queue, or leaves them there. */
public interface Tap {
    /**
     * Takes messages from now on, or takes none; attempts under way end in either case. Does not
     * wait, and may be repeated: what cannot be done yet is done then.
     */
    void open(boolean open);
}
