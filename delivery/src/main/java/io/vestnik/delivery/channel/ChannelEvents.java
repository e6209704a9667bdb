package io.vestnik.delivery.channel;

/** PORT: what became of the channel's far side, kept for people. */
public interface ChannelEvents {
    /** Nobody gets through to it any more. */
    void unreachable(String reason);

    /** Somebody got through to it again. */
    void back();

    /** So many notifications went without sitting out their wait. */
    void released(int notifications);
}
