package io.vestnik.delivery;

import io.vestnik.delivery.history.AttemptLog;
import java.util.function.UnaryOperator;

/** What a test puts between an engine and its neighbours. */
record Borders(UnaryOperator<AttemptLog> history, UnaryOperator<NextStepPublisher> publisher) {

    /** Nothing. */
    static Borders open() {
        return new Borders(UnaryOperator.identity(), UnaryOperator.identity());
    }
}
