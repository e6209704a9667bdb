package io.vestnik.delivery;

import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep;
import java.util.List;

/** Tells several observers, in their order. */
public final class AllObservers implements AttemptObserver {
    private final List<AttemptObserver> observers;

    /** Tells these. */
    public AllObservers(List<AttemptObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public void recorded(Report report) {
        observers.forEach(observer -> observer.recorded(report));
    }

    @Override
    public void publishedAgain(QueuedTask queued, AttemptKey attempt, NextStep step) {
        observers.forEach(observer -> observer.publishedAgain(queued, attempt, step));
    }

    @Override
    public void setAside(QueuedTask queued, String lane) {
        observers.forEach(observer -> observer.setAside(queued, lane));
    }
}
