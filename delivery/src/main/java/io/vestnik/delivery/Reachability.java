package io.vestnik.delivery;

/** What a channel found out about its far side without sending anything. */
public sealed interface Reachability {
    /** What the far side said, or what happened instead. */
    Reply reply();

    /** Messages have a chance. */
    record Reachable(Reply reply) implements Reachability {}

    /** Nobody gets through to it. */
    record Unreachable(Reply reply) implements Reachability {}

    /** It is there, and our own set-up stands in the way. */
    record SetUp(Reply reply) implements Reachability {}
}
