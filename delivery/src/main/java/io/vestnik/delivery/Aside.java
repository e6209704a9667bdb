package io.vestnik.delivery;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Gives the place of a message to others while it waits for something that is not its attempt. */
@FunctionalInterface
public interface Aside {
    /**
     * Gives the place away, waits, and takes a place again.
     *
     * @param waiting the waiting itself; it is to end soon when what it is given says that the
     *     message is not wanted here any more
     * @return whether it has a place again; if not, nothing may be begun
     */
    boolean during(Consumer<BooleanSupplier> waiting);
}
