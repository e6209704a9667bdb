package io.vestnik.testkit;

import io.vestnik.delivery.Handover;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers how often a handover began.
 *
 * @param arrivedBefore for each of them, how many messages the far side had then
 */
record CountedHandovers(FarSide farSide, List<Integer> arrivedBefore) implements Handover {
    CountedHandovers(FarSide farSide) {
        this(farSide, new CopyOnWriteArrayList<>());
    }

    @Override
    public void begin() {
        arrivedBefore.add(farSide.arrived().size());
    }
}
