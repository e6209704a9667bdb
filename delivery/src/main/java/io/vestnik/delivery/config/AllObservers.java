package io.vestnik.delivery.config;

import io.vestnik.delivery.AttemptObserver;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep;
import java.util.List;

/** Tells several observers. */
final class AllObservers implements AttemptObserver {
    private final List<AttemptObserver> observers;

    AllObservers(List<AttemptObserver> observers) {
        this.observers = observers;
    }

    @Override
    public void recorded(Report report) {
        observers.forEach(observer -> observer.recorded(report));
    }

    @Override
    public void publishedAgain(QueuedTask queued, AttemptKey attempt, NextStep step) {
        observers.forEach(observer -> observer.publishedAgain(queued, attempt, step));
    }
}
